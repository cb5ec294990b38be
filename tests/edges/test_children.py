"""A child process that is asked: its answers, its deaths, its end."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

import hall
from hall.children import Child, ChildFailed, child_environment


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    monkeypatch.setenv("HALL_DATA_KEY", "a secret")
    asked = Child("jobs_child", seconds=2.0)
    yield asked
    asked.stop()


def test_a_job_is_answered_with_words_and_bytes_by_the_same_process_again(child: Child) -> None:
    first, second = child.ask({"wish": "say", "word": "hall\n厅"}), child.ask({"wish": "say", "word": ""})
    assert (first.told["word"], first.data) == ("hall\n厅", "HALL\n厅".encode())
    assert (second.data, second.told["pid"]) == (b"", first.told["pid"])


def test_it_is_not_told_the_keys(child: Child) -> None:
    assert child.ask({"wish": "say", "word": ""}).told["keys"] is None


def test_what_a_library_prints_is_not_taken_for_an_answer(child: Child) -> None:
    assert child.ask({"wish": "print", "word": "a"}).told["word"] == "a"


def test_a_job_that_fails_is_told_and_ends_nothing(child: Child) -> None:
    pid = child.ask({"wish": "say", "word": ""}).told["pid"]
    with pytest.raises(ChildFailed, match="ValueError: no such word"):
        child.ask({"wish": "fail", "word": ""})
    assert child.ask({"wish": "say", "word": ""}).told["pid"] == pid


@pytest.mark.parametrize("wish", ["die", "hang"])
def test_one_that_dies_or_hangs_is_told_and_replaced(child: Child, wish: str) -> None:
    pid = child.ask({"wish": "say", "word": ""}).told["pid"]
    with pytest.raises(ChildFailed, match="jobs_child ended"):
        child.ask({"wish": wish, "word": ""})
    assert child.ask({"wish": "say", "word": ""}).told["pid"] != pid


def test_jobs_of_several_threads_are_each_answered(child: Child) -> None:
    answers: dict[str, bytes] = {}
    words = [f"word{n}" for n in range(20)]
    asking = [
        Thread(target=lambda word=word: answers.update({word: child.ask({"wish": "say", "word": word}).data}))
        for word in words
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert answers == {word: word.upper().encode() for word in words}


def test_a_stopped_one_ends_and_is_asked_nothing_more(child: Child) -> None:
    pid = child.ask({"wish": "say", "word": ""}).told["pid"]
    child.stop()
    assert not Path(f"/proc/{pid}").exists()
    with pytest.raises(ChildFailed, match="stopped"):
        child.ask({"wish": "say", "word": ""})


def test_one_whose_parent_was_killed_ends_without_a_word() -> None:
    command, home = [sys.executable, str(Path(__file__).with_name("jobs_child.py"))], Path(hall.__file__).parents[1]
    pipe = subprocess.PIPE
    orphan = subprocess.Popen(command, cwd=home, env=child_environment(), stdin=pipe, stdout=pipe, stderr=pipe)
    assert orphan.stdout is not None
    orphan.stdout.close()  # as the system does when the parent is no more
    orphan.stdout = None
    _out, said = orphan.communicate(json.dumps({"wish": "say", "word": "a"}).encode() + b"\n", timeout=20)
    assert said == b""


def test_one_that_cannot_start_is_told() -> None:
    with pytest.raises(ChildFailed, match="no_such_module ended"):
        Child("no_such_module").ask({})
