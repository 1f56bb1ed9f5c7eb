from __future__ import annotations

import copy
import pickle
from dataclasses import field

import pytest

from unpress.record import mutable, record, replace


@record
class Place:
    name: str
    page: int = 0
    note: str = field(default="", compare=False, repr=False)


@record
class Empty:
    pass


@record
class Shelf:
    name: str
    books: list[str] = field(default_factory=list[str])
    length: int = field(init=False)
    open: bool = field(default=True, init=False)
    marks: dict[str, int] = field(default_factory=dict[str, int], init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", len(self.books))


@record
class Case(Shelf):
    glass: bool = False


def test_a_record_is_made_as_a_dataclass_is():
    assert repr(Shelf("a", books=["b"])) == "Shelf(name='a', books=['b'], length=1, open=True, marks={})"
    assert repr(Case("a", ["b"], True)) == (
        "Case(name='a', books=['b'], length=1, open=True, marks={}, glass=True)"
    )
    assert Shelf("a").books is not Shelf("a").books
    assert replace(Shelf("a"), books=["b", "c"]).length == 2
    assert not hasattr(Place("a"), "__dict__")


def test_what_a_record_does_not_take_is_told():
    for _ in range(2):  # the first object and any other
        with pytest.raises(
            TypeError, match=r"Place\.__init__\(\) missing 1 required positional argument: 'name'"
        ):
            Place()  # type: ignore[call-arg]
        with pytest.raises(TypeError, match="unexpected keyword argument 'pages'"):
            Place("a", pages=1)  # type: ignore[call-arg]


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


@mutable
class Heap:
    name: str
    books: list[str] = field(default_factory=list[str])


def test_what_is_mutable_may_change_and_is_no_key():
    heap = Heap("a")
    heap.name = "b"
    heap.books.append("c")
    assert heap == Heap("b", ["c"])
    assert not hasattr(heap, "__dict__")
    with pytest.raises(TypeError):
        hash(heap)


class Corner(Place):
    """A class below a record that is no record itself."""


def test_a_class_below_a_record_is_compared_with_its_own():
    assert Corner("a") == Corner("a")
    assert Place("a") != Corner("a")
    assert Corner("a") != Place("a")


def test_what_no_record_can_have_is_refused():
    @record
    class Late:
        page: int = 0
        name: str  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]

    @record
    class Named:
        name: str = field(kw_only=True)

    for made in (Late, Named):
        with pytest.raises(TypeError, match="'name'"):
            made(name="a")
