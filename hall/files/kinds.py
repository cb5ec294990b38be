"""Which files are taken, told by how their content begins: a name and what a browser says prove nothing. Pure."""

from enum import StrEnum

from hall.text import Text


class FileKind(StrEnum):
    """What is taken; pictures are kept as JPEG, whatever they came as."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"

    @property
    def mimetype(self) -> str:
        return "application/pdf" if self is FileKind.PDF else f"image/{self.value}"

    @property
    def ending(self) -> str:
        return "jpg" if self is FileKind.JPEG else self.value


MIMETYPES = tuple(kind.mimetype for kind in FileKind)
TAKEN = Text("只接受照片（JPEG、PNG、WebP）和 PDF", "Photographs (JPEG, PNG, WebP) and PDF are taken, nothing else")
WHAT_COUNTS = Text("以文件内容为准，改名无效", "what is in the file counts, not its name")
# As phones save photographs unless told otherwise; so often sent that it is named.
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")


def kind_of(content: bytes) -> FileKind | None:
    """What the first bytes say; None for anything that is not taken."""
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return FileKind.WEBP
    # At the very beginning: what stands before it would be what another program takes the file for.
    return FileKind.PDF if content.startswith(b"%PDF-") else None


def why_not(content: bytes) -> Text:
    """The sentence for a file that is none of them."""
    if not content:
        return Text(f"文件是空的。{TAKEN.zh}。", f"The file is empty. {TAKEN.en}.")
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return Text(
            f"这是 HEIC 格式的照片。{TAKEN.zh}：请在手机相机设置中选“兼容性最佳”，或截屏后上传。",
            f"This is a HEIC photograph. {TAKEN.en}: set the camera to “most compatible”, or send a screenshot of it.",
        )
    return Text(f"{TAKEN.zh}；{WHAT_COUNTS.zh}。", f"{TAKEN.en}; {WHAT_COUNTS.en}.")
