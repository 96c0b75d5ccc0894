"""Sources as files to pass on: packed with licence, citation and checksums, and read again with every check."""

from .package_reader import PackedSource, is_package, read_package
from .packing import pack
from .unpacking import check_source, keep_at

__all__ = ["PackedSource", "check_source", "is_package", "keep_at", "pack", "read_package"]
