"""Where outputs go: every name is settled before work starts, and a file appears whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, TypeAlias
from zlib import crc32

from unpress.config import SUFFIXES, stage_of, suffix_of
from unpress.errors import DeviceError, Error, UsageError
from unpress.pattern import late
from unpress.record import record
from unpress.stage import installed

TEXT_FORMATS: Final = frozenset({"markdown", "html", "akn", "json", "text"})
"""The formats that are shown on standard output where no other place is named."""

STANDARD: Final = "-"
"""Standard input as a source, standard output as an output."""


@record
class File:
    """An output that is a file. ``follow``: the user named it, so a link is followed to what it points at."""

    path: Path
    follow: bool = False

    def __str__(self) -> str:
        return str(self.path)


Output: TypeAlias = File | Literal["-"]
Plan: TypeAlias = Mapping[tuple[str, str], Output]
"""The output for each source and format."""


def plan(sources: Sequence[str], formats: Sequence[str], output: str = "", beside: bool = False) -> Plan:
    """Settle where each output goes; creates nothing.

    ``output`` is what the user named: ``-``, a file (one source and one format), a folder, or nothing. With nothing,
    one source in one text format goes to standard output, anything else to files in the current folder. ``beside``
    puts each file beside its source instead. A file in a folder is named after its source: ``A.txt`` gives ``A.md``.

    Raises UsageError where a file is named for several outputs, where two outputs would have one name, where an output
    would replace a source, and where the folder cannot be one.
    """
    if beside and output:
        raise UsageError("--beside and -o name two places", "give one of them")
    single = len(sources) == 1 and len(formats) == 1
    if output == STANDARD or (single and not output and not beside and stage_of(formats[0]) in TEXT_FORMATS):
        if not single:
            raise UsageError(
                f"standard output takes one document in one format, not {len(sources)} in {len(formats)}",
                "name a folder: -o FOLDER",
            )
        return {(sources[0], formats[0]): "-"}
    try:
        if output and single and not _names_folder(output):
            _check_suffix(output, formats[0])
            planned = {(sources[0], formats[0]): File(Path(output), follow=True)}
        elif names_file(output, formats):
            raise UsageError(
                f"{output} is one file for {len(sources) * len(formats)} outputs",
                f"name a folder, or end its name in a slash: -o {output}/",
            )
        else:
            planned = {
                (source, format): File(_folder(source, output, beside) / _name(source, format))
                for source in sources
                for format in formats
            }
        _check(planned)
    except OSError as error:
        raise UsageError(
            f"cannot write to {output or 'the current folder'}: {error.strerror or error}"
        ) from error
    return planned


def _check_suffix(output: str, format: str) -> None:
    """Raises UsageError where the name of a file says one format and another one is asked for: a PDF that is called
    .docx opens nowhere. A suffix that is no format's says nothing."""
    written = [found.name for found in installed().values() if found.phase == "render"]
    said = next((stage for stage in written if output.lower().endswith(suffix_of(stage))), None)
    if said is not None and said != stage_of(format):
        raise UsageError(
            f"{output} has the suffix of another format than {format}, which is asked for",
            f"name it {stem(output)}{suffix_of(stage_of(format))}, or leave out -t",
        )


def _names_folder(output: str) -> bool:
    return output.endswith(("/", os.sep)) or Path(output).is_dir()


def names_file(output: str, formats: Sequence[str]) -> bool:
    """Whether what -o names is a file for outputs, by its suffix."""
    suffixes = tuple(suffix_of(stage_of(format)) for format in formats)
    return output.endswith(suffixes) and not Path(output).exists()


def _folder(source: str, output: str, beside: bool) -> Path:
    return Path(source).parent if beside and source != STANDARD else Path(output or ".")


def _name(source: str, format: str) -> str:
    return stem(source) + suffix_of(stage_of(format))


def stem(source: str) -> str:
    """The name of a source without its folder and suffix: what its outputs are named after."""
    if source == STANDARD:
        return "stdin"
    name = source.rpartition(os.sep)[2]
    for suffix in SUFFIXES.values():
        if name.endswith(suffix) and name != suffix:
            return name[: -len(suffix)]
    dot = name.rfind(".")
    return name[:dot] if 0 < dot < len(name) - 1 else name


def _check(planned: Mapping[tuple[str, str], File]) -> None:
    sources = {_identity(Path(source)): source for source, _ in planned if source != STANDARD}
    taken: dict[str, str] = {}
    for (source, _), output in planned.items():
        identity = _identity(output.path)
        if identity in taken:
            raise UsageError(
                f"{taken[identity]} and {source} would both be written to {output}",
                "convert them one by one with -o FILE, or leave each beside its source with --beside",
            )
        if identity in sources:
            raise UsageError(
                f"{output} would replace the source {sources[identity]}",
                "name another file or folder with -o",
            )
        if output.path.is_dir():
            raise UsageError(f"{output} is a folder", "name another file or folder with -o")
        taken[identity] = source
        _check_folder(output)


def _identity(path: Path) -> str:
    try:
        return os.path.normcase(path.resolve())
    except (OSError, RuntimeError, ValueError):  # a loop of links, a null character
        return str(path)


def _check_folder(output: File) -> None:
    folder = output.path.parent
    if output.follow:
        if not folder.is_dir():
            raise UsageError(f"there is no folder {folder} for {output}", "create it first")
        return
    check_folder(folder)


def check_folder(folder: Path) -> None:
    """Raises UsageError where nothing can be written to a folder, which need not be there yet."""
    while not folder.exists():
        folder = folder.parent
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file, not a folder", "name another folder with -o")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UsageError(f"nothing can be written to {folder}", "name another folder with -o")


def same(output: File, data: bytes) -> bool:
    """Whether an output is there already with the same content. A device or a pipe is not read."""
    try:
        return output.path.is_file() and output.path.read_bytes() == data
    except OSError:
        return False


def write(output: File, data: bytes, *, sync: bool = True) -> None:
    """Write a file whole or not at all: beside its place first, then moved there. Its permissions are kept.

    Whenever the process or the machine stops, the old file or the new one is there, and a file ``.unpress-*.tmp``
    beside it at most. A link that has the name of the file is replaced, not followed, unless the user named it.
    Missing folders are created. A device or a pipe that the user named is written to as it is. Without ``sync`` the
    file may be empty after the machine stopped: for who notices that and writes it again.

    Raises Error if it cannot be written; nothing is left behind then.
    """
    try:
        path = output.path.resolve() if output.follow else output.path
        mode = None if path.is_symlink() else _mode(path)
        if output.follow and mode is not None and not stat.S_ISREG(mode):
            path.write_bytes(data)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, data, mode, sync)
    except OSError as error:
        raise not_written(str(output), error) from error


def not_written(output: str, error: OSError | NotImplementedError) -> Error:
    """Why an output cannot be written, as an Error; a DeviceError where none can be any more."""
    what = f"cannot write {output}: {getattr(error, 'strerror', None) or str(error) or type(error).__name__}"
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return DeviceError(what, "name another place with -o, or make room")
    return Error(what, "name another place with -o")


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except OSError:
        return None


def _replace(path: Path, data: bytes, mode: int | None, sync: bool) -> None:
    temporary = path.with_name(f"{_own()}{os.urandom(6).hex()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            if sync:
                file.flush()
                os.fsync(file.fileno())  # its name must not reach the disk before its content
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def sweep(folder: Path) -> bool:
    """Remove what writers left in a folder that were killed: those of this machine, and after an hour all. Whether
    there is something whose writer may still be at work, or ends only now, as a child of a process that was killed."""
    own, until, left = _own(), time.time() - 3600, False
    try:
        with os.scandir(folder) as listed:
            found = [
                entry for entry in listed if entry.name.startswith(_MARK) and _TEMPORARY.fullmatch(entry.name)
            ]
        for entry in found:
            ours = entry.name.startswith(own)
            if (not ours and _is_dead(entry.name)) or entry.stat().st_mtime < until:
                Path(entry.path).unlink(missing_ok=True)
            else:
                left = left or not ours
    except OSError:
        pass  # nobody is worse off
    return left


_MARK: Final = ".unpress-"
_TEMPORARY: Final = late(r"\.unpress-(?P<host>[0-9a-f]{8})-(?P<process>\d+)-[0-9a-f]{12}\.tmp")
"""The names of files that are being written: by which process of which machine."""


def _own() -> str:
    return f"{_MARK}{_host()}-{os.getpid()}-"


def _host() -> str:
    return f"{crc32(os.uname().nodename.encode() if hasattr(os, 'uname') else b''):08x}"


def _is_dead(name: str) -> bool:
    """Whether the process that wrote a file was one of this machine and is no more."""
    found = _TEMPORARY.fullmatch(name)
    if found is None or found["host"] != _host():
        return False
    try:
        os.kill(int(found["process"]), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
