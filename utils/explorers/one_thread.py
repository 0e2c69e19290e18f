"""NumPy on one thread: a page on the same computer needs the other cores."""

from functools import cache

from threadpoolctl import threadpool_limits


@cache
def keep_to_one_thread() -> None:
    """Let the linear algebra below NumPy use one thread from here on, in this process.

    The course multiplies small matrices, for which more threads are no quicker. But they wait for more work with
    their core in use, for tens of milliseconds, and the page gets its picture late. Of a shared computer they also
    see all the cores, of which a learner has one or two.

    Examples
    --------
    >>> from threadpoolctl import threadpool_info
    >>> keep_to_one_thread()
    >>> {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"} <= {1}
    True
    """
    threadpool_limits(limits=1, user_api="blas")
