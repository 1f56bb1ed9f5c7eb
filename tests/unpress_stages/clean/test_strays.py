"""What stands beside its line in a dump of right-to-left text, and where it belongs."""

from __future__ import annotations

import pytest

from unpress.draft import Draft, DraftNote, Line
from unpress.journal import Journal
from unpress.ledger import faithful
from unpress.source import Source
from unpress_stages.clean import ligatures, strays
from unpress_stages.read.text import read

FULL = "السطر الكامل من النص الذي يملأ عرض الصفحة كلها من اليمين إلى اليسار دون أن يترك فراغا في أي موضع منه"
LEFT = "وهذا نصف سطر ترك في غير موضعه"
RIGHT = "وهذا هو النصف الأول من السطر ويبدأ به الك"


def draft_of(text: str, code: str = "ar") -> Draft:
    draft = read(Source("-", text.encode()), Journal())
    return Draft(draft.text, draft.lines, language=code)


def texts(draft: Draft) -> list[str]:
    return [entry.text for entry in draft.lines if isinstance(entry, Line)]


def check(draft: Draft, journal: Journal) -> None:
    """Every character stands in a line or in the ledger, spans are true, a second run changes nothing."""
    spans = [entry.span for entry in draft.lines if isinstance(entry, Line)]
    known = {
        at
        for span in spans
        if span is not None
        for piece in span.pieces
        for at in range(piece.start, piece.end)
    }
    known |= {at for entry in journal.entries for at in range(entry.start, entry.end)}
    assert all(at in known for at, char in enumerate(draft.text) if not char.isspace())
    for entry in draft.lines:
        assert isinstance(entry, Line)
        assert entry.span is not None
        assert faithful(draft.text, entry.text, entry.span)
    assert strays.clean(draft, Journal()).lines == draft.lines


CASES = {
    "asterisk below its word": (
        f"البند 21 من جدول الأعمال\n*\n{FULL}\n*\nA/99/150.",
        ["البند 21 من جدول الأعمال*", FULL, "*", "A/99/150."],
    ),
    "mark behind a space": ("تحقيقا \u064b لغايات", ["تحقيقا\u064b لغايات"]),
    "mark in a word": ("وإذ يسل \u0651م بأن", ["وإذ يسل\u0651م بأن"]),
    "left half first": (f"{FULL}\n{LEFT}\n\u064c\n{RIGHT}\n{FULL}", [FULL, f"{RIGHT} {LEFT}", FULL]),
    "mark before the halves": (f"{FULL}\n\u064d\n{LEFT}\n{RIGHT}\n{FULL}", [FULL, f"{RIGHT} {LEFT}", FULL]),
    "mark below a gap": (
        f"{FULL}\nالخاتمة\n\n\u064d\n{LEFT}\n{RIGHT}\n{FULL}",
        [FULL, "الخاتمة", f"{RIGHT} {LEFT}", FULL],
    ),
    "figures before the words of their line": (
        f"{FULL}\n2030؛\nدعما لتنفيذ الخطة عام\n4 - تعتمد الخطة",
        [FULL, "دعما لتنفيذ الخطة عام 2030؛", "4 - تعتمد الخطة"],
    ),
    "end of a line torn off by the figure below": (
        f"{FULL}\n{LEFT} ولا\n4\nعلى الصفحة() أو غيرها؛\nيكتمل\n\n4",
        [FULL, f"{LEFT} ولا يكتمل", "على الصفحة(4) أو غيرها؛", "4"],
    ),
    "figures before a paragraph": (
        f"{FULL}\n2030؛\nتقرر أن تصون الآبار في السهول\n4 - تعتمد الخطة",
        [FULL, "2030؛", "تقرر أن تصون الآبار في السهول", "4 - تعتمد الخطة"],
    ),
    "halves of a word": (
        f"{FULL}\nل في {LEFT}\nوهذا ك \u064c\n{FULL}",
        [FULL, f"وهذا ك\u064cل في {LEFT}", FULL],
    ),
    "columns": (
        f"{FULL}\n\n{LEFT}\n{' ' * 45}{RIGHT}\n\n{FULL}\n\n{FULL}",
        [FULL, f"{RIGHT} {LEFT}", FULL, FULL],
    ),
    "columns and a mark": (
        f"{FULL}\n\n{LEFT}\n{' ' * 25}{RIGHT}     \u064c\n\n{FULL}\n\n{FULL}",
        [FULL, f"{RIGHT} {LEFT}", FULL, FULL],
    ),
    "figure in brackets": (
        "أقرتهما الجمعية( )،\n7\nنص آخر\n7\nالقرار 1/2",
        ["أقرتهما الجمعية(7)،", "نص آخر", "7", "القرار 1/2"],
    ),
    "number of a note": ("الجمعية( )،\n7\nالقرار 1/2", ["الجمعية( )،", "7", "القرار 1/2"]),
    "number behind its line": (
        "نص سابق؛\nتقرر كذلك أن تأذن\n10 -\nفي إطار الامتثال؛",
        ["نص سابق؛", "10 -", "تقرر كذلك أن تأذن", "في إطار الامتثال؛"],
    ),
    "number before its line": (
        "نص سابق؛\n10 -\nتقرر كذلك أن تأذن\nفي إطار؛",
        ["نص سابق؛", "10 -", "تقرر كذلك أن تأذن", "في إطار؛"],
    ),
    "number below a heading": (
        "نص سابق؛\nآبار السهول\n10 -\nتقرر كذلك أن تأذن\nفي إطار الامتثال؛",
        ["نص سابق؛", "آبار السهول", "10 -", "تقرر كذلك أن تأذن", "في إطار الامتثال؛"],
    ),
    "end behind the next number": (
        "نص سابق؛\nتحقيق خطة التنمية المستدامة لعام\n46 -\n2030؛\nتطلب إلى الأمين العام أن يقدم تقريرا؛",
        [
            "نص سابق؛",
            "تحقيق خطة التنمية المستدامة لعام 2030؛",
            "46 -",
            "تطلب إلى الأمين العام أن يقدم تقريرا؛",
        ],
    ),
    "mark of a note behind the next number": (
        "نص سابق؛\nومواصلة تفعيله(\n23 -\n35)؛\nتقرر أن تدرج دورات الاتفاقية؛",
        ["نص سابق؛", "ومواصلة تفعيله(35)؛", "23 -", "تقرر أن تدرج دورات الاتفاقية؛"],
    ),
    "letter behind a mark": ("وإذ يشج\u0651 ع الدول", ["وإذ يشج\u0651ع الدول"]),
    "and behind a mark": ("أولا\u064b و ثانيا", ["أولا\u064b و ثانيا"]),
    "article and letters apart from their words": (
        "و إذ تشير ب أن ال أمم وال أطراف لل آبار، و( أ) ت أكيد، القرار م أ-14 و 12",
        ["وإذ تشير بأن الأمم والأطراف للآبار، و(أ) تأكيد، القرار م أ-14 و 12"],
    ),
    "no turned round is no article": ("ال تعني ال تزال ال يجوز ب أن", ["ال تعني ال تزال ال يجوز ب أن"]),
    "and apart from its word where nothing shows a fault": ("الماء و أهله", ["الماء و أهله"]),
    "line that has its number": (
        "12 -\nتدعو إلى ما يلي:\n(أ)\nانسحاب؛",
        ["12 -", "تدعو إلى ما يلي:", "(أ)", "انسحاب؛"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_strays_are_put_back(name: str) -> None:
    written, wanted = CASES[name]
    journal = Journal(stage="clean.strays")
    draft = strays.clean(draft_of(written), journal)
    assert texts(draft) == wanted
    check(draft, journal)


def test_other_languages_are_left_alone() -> None:
    draft = draft_of("The General Assembly ( )\n7\n7", "en")
    assert strays.clean(draft, Journal()) is draft


def test_widths_are_measured_from_the_right() -> None:
    draft = strays.clean(draft_of(f"{FULL}\n{' ' * 60}{LEFT}"), Journal())
    full, short = (line for line in draft.lines if isinstance(line, Line))
    assert full.indent == short.indent == 0
    assert full.width - short.width == 60


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("المجلس االقتصادي واالجتماعي", "المجلس الاقتصادي والاجتماعي"),
        ("األمم المتحدة، خالل اإلطار", "الأمم المتحدة، خلال الإطار"),  # "خلال" stands elsewhere
        ("األفراد لألفراد", "الأفراد للأفراد"),
        ("المجال األول", "المجال الأول"),
        ("األمم المتحدة\nأمريكا الالتينية", "أمريكا اللاتينية"),  # no pair in the line is in order
        ("ال تعني اإلشارات", "لا تعني الإشارات"),  # no word stands for itself as "the"
        ("االحتفال بخالل", "الاحتفال بخلال"),  # "خلال" stands elsewhere, here with a preposition
        ("وإذ تالحظ الأعمال واآلبار", "وإذ تلاحظ الأعمال والآبار"),  # an opener tells, too
    ],
)
def test_ligatures_are_turned_back(written: str, mended: str) -> None:
    draft = ligatures.clean(draft_of(f"نص فيه خلال العام\nسطر\nسطر\nسطر\n{written}"), Journal())
    assert texts(draft)[-1] == mended
    assert all(
        line.span and faithful(draft.text, line.text, line.span)
        for line in draft.lines
        if isinstance(line, Line)
    )
    assert ligatures.clean(draft, Journal()).lines == draft.lines


def test_what_one_note_shows_of_its_font_holds_for_all() -> None:
    draft = draft_of("خلال العام\nاألمم المتحدة\nالتقارير الالحقة خلال العام\nالسلام والالتفاف")
    text, *noted = (line for line in draft.lines if isinstance(line, Line))
    notes = tuple(DraftNote(str(n), (line,)) for n, line in enumerate(noted, 1))
    mended = ligatures.clean(Draft(draft.text, (text,), notes=notes, language="ar"), Journal())
    assert mended.lines == (text,)
    assert [line.text for note in mended.notes for line in note.lines] == [
        "الأمم المتحدة",
        "التقارير اللاحقة خلال العام",
        "السلام والالتفاف",  # a pair in this line is in order
    ]


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("األمن من خالل العالقات", "الأمن من خلال العلاقات"),  # the language lists how they begin
        ("األمن وفقا لالتفاق، ألغراض التفاق", "الأمن وفقا للاتفاق، لأغراض لاتفاق"),
        ("األمن إلى ألمانيا وإلغاء", "الأمن إلى ألمانيا وإلغاء"),  # words with a signed alef before lam
        ("األمن في المجال المالي، والحق بالحقوق", "الأمن في المجال المالي، والحق بالحقوق"),
        (
            "األمن واليونسكو بالدور البالغ",
            "الأمن واليونسكو بالدور البالغ",
        ),  # "and the", "by the": no "state", no "land"
        ("االنقراض، ثم النقراض", "الانقراض، ثم لانقراض"),  # the one that is certain tells of the other
        (
            "األمن عمال بالمادة وحق العمال بالمصنع",
            "الأمن عملا بالمادة وحق العمال بالمصنع",
        ),  # a word behind it tells
        ("األمن أصال وال تنسى", "الأمن أصلا ولا تنسى"),
        ("األمن\nسطر\nسطر\nسطر\nسطر\nسطر\nمن خالل", "من خلال"),  # far from the line that shows it
    ],
)
def test_a_text_without_a_sound_pair_is_mended_by_the_lists(written: str, mended: str) -> None:
    draft = ligatures.clean(draft_of(written), Journal())
    assert texts(draft)[-1] == mended


def test_whole_ligatures_are_left_alone() -> None:
    draft = draft_of("إن الجمعية العامة، خلال الاجتماع، تؤكد الأهمية")
    assert ligatures.clean(draft, Journal()) is draft
