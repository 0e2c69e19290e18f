"""What every lesson needs: descent (numerics), drawing (figures), widgets (controls). Knows no lesson."""
