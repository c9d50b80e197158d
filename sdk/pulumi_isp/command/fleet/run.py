"""Runs several stacks at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from ..files import uninterrupted
from .job import Job
from .outcome import EXIT_CODES, Ended, Outcome

Told = Callable[[Outcome], None]


def run(jobs: Sequence[Job], at_once: int, *, keep_going: bool, told: Told) -> list[Outcome]:
    """Run the jobs, and tell the result of each as soon as it has ended.

    After a failure no further job starts, unless ``keep_going``; running ones continue to their end. Ctrl-C
    stops running ones as Pulumi's own does (:meth:`.Job.stop`), and no other starts.

    Returns:
        The result of each job, in their order.
    """
    waiting, outcomes = list(jobs), dict[str, Outcome]()
    with ThreadPoolExecutor(at_once) as pool:
        running: dict[Future[Outcome], Job] = {}
        while waiting or running:
            try:
                while waiting and len(running) < at_once:
                    job = waiting.pop(0)
                    running[pool.submit(job.run)] = job
                ended, _ = wait(running, return_when=FIRST_COMPLETED)
                with uninterrupted():
                    for future in ended:
                        job = running.pop(future)
                        outcome = _outcome(job, future)
                        outcomes[job.stack] = outcome
                        told(outcome)
                        if EXIT_CODES[outcome.ended] == EXIT_CODES[Ended.FAILED] and not keep_going:
                            waiting.clear()
            except KeyboardInterrupt:
                waiting.clear()
                for job in running.values():
                    job.stop()
    return [outcomes.get(job.stack, Outcome(job.stack, Ended.NOT_BEGUN)) for job in jobs]


def _outcome(job: Job, future: Future[Outcome]) -> Outcome:
    try:
        return future.result()
    except Exception as error:
        return Outcome(job.stack, Ended.FAILED, messages=(f"{type(error).__name__}: {error}",))
