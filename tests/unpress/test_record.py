from __future__ import annotations

import copy
import pickle
from dataclasses import field

import pytest

from unpress.record import record, replace


@record
class Place:
    name: str
    page: int = 0
    note: str = field(default="", compare=False, repr=False)


@record
class Empty:
    pass


def test_records_are_compared_and_hashed_by_the_fields_that_count():
    assert Place("a", 1, "x") == Place("a", 1, "y")
    assert len({Place("a", 1, "x"), Place("a", 1, "y"), Place("b", 1)}) == 2
    assert Place("a") != Place("a", 1)
    assert Place("") != Empty()
    assert Empty() == Empty()
    assert len({Empty(), Empty()}) == 1


def test_a_record_says_what_it_holds():
    assert repr(Place("a", 1, "x")).endswith("Place(name='a', page=1)")
    assert repr(Empty()) == "Empty()"


def test_records_are_copied_and_stored():
    place = Place("a", 1, "x")
    assert replace(place, page=2) == Place("a", 2)
    assert copy.copy(place) == place
    assert pickle.loads(pickle.dumps(place)).note == "x"


def test_another_record_has_what_is_not_changed():
    place = Place("a", 1, "x")
    assert replace(place, page=2).note == "x"
    assert replace(Empty()) == Empty()
    with pytest.raises(TypeError):
        replace(place, plce="b")
