"""What one lesson needs: a folder each, named as its notebook without the number."""
