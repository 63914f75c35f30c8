"""Unpacks the chosen files of a wheel: unpack.py WHEEL FOLDER PATTERN..."""

import fnmatch
import os
import sys
import zipfile

wheel, folder, *patterns = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for member in archive.infolist():
        if any(fnmatch.fnmatch(member.filename, pattern) for pattern in patterns):
            path = archive.extract(member, folder)
            # extract() leaves out the permissions, and with them what makes a program one.
            if member.external_attr >> 16 & 0o111:
                os.chmod(path, 0o755)
