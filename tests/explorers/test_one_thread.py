"""While there are figures, NumPy leaves the other cores to the page."""

import subprocess
import sys

PROGRAM = """
from threadpoolctl import threadpool_info, threadpool_limits
from lessons.learning_rate.too_low import two_valleys_explorer
from utils.descent import two_valleys
threadpool_limits(2, user_api="blas")
two_valleys_explorer(two_valleys(), start=-1.5, n_steps=20, learning_rate=0.1)
print([one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"])
"""


def test_a_figure_keeps_numpy_to_one_thread():
    told = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == "[1]"
