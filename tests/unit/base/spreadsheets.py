#!/usr/bin/env python3
"""Spreadsheets that openpyxl wrote, and hostile ones: spreadsheets.py SHOW_SPREADSHEET TEST"""
import datetime
import io
import json
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import zipfile

SHOW = sys.argv[1] if len(sys.argv) > 1 else ""
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def show(path):
    """What the reader makes of a file."""
    ran = subprocess.run([SHOW, str(path)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def show_within(path, most_kilobytes):
    """The line that refuses a file, after checking how much memory that took."""
    read_end, write_end = os.pipe()
    child = os.posix_spawn(SHOW, [SHOW, str(path)], os.environ,
                           file_actions=[(os.POSIX_SPAWN_DUP2, write_end, 2)])
    os.close(write_end)
    with os.fdopen(read_end, encoding="utf-8") as pipe:
        said = pipe.read()
    _, status, usage = os.wait4(child, 0)
    assert os.waitstatus_to_exitcode(status) == 3, (status, said)
    sanitized = subprocess.run(["grep", "-q", "__asan_init", SHOW], check=False).returncode == 0
    assert sanitized or usage.ru_maxrss < most_kilobytes, (usage.ru_maxrss, said)
    assert said.count("\n") == 1, said
    return said


def as_shown(value):
    """A cell's value from openpyxl, as the reader shows it."""
    if value is None:
        return ["empty", ""]
    if isinstance(value, bool):
        return ["boolean", "TRUE" if value else "FALSE"]
    if isinstance(value, datetime.datetime):
        timed = value.time() != datetime.time()
        return ["date", value.strftime("%Y-%m-%d %H:%M:%S" if timed else "%Y-%m-%d")]
    if isinstance(value, datetime.time):
        return ["text", value.strftime("%H:%M:%S" if value.second else "%H:%M")]
    if isinstance(value, (int, float)):
        return ["number", f"{value:.15g}"]
    return ["error" if value == "#N/A" else "text", value]


def random_value(draw):
    day = datetime.datetime(1904, 1, 2) + datetime.timedelta(days=draw.randrange(400000))
    choices = (None, draw.choice(("Ana", "Zoë Ng", "a\nb", "<&>", "日本", "#N/A", "x" * 500)),
               draw.randrange(-10**9, 10**9), draw.random() * 1000, draw.random() < 0.5, day,
               day + datetime.timedelta(seconds=draw.randrange(86400)),
               datetime.time(draw.randrange(24), draw.randrange(60), draw.randrange(2)))
    return draw.choice(choices)


def rows_of(worksheet):
    rows = {}
    for row in worksheet.iter_rows():
        cells = [as_shown(cell.value) for cell in row]
        while cells and cells[-1][0] == "empty":
            cells.pop()
        if cells:
            rows[row[0].row] = cells
    return rows


def a_workbook_of_openpyxl_reads_as_openpyxl_reads_it(folder):
    import openpyxl    # pylint: disable=import-outside-toplevel
    draw = random.Random(20260701)
    for epoch in (openpyxl.utils.datetime.WINDOWS_EPOCH, openpyxl.utils.datetime.MAC_EPOCH):
        book = openpyxl.Workbook()
        book.epoch = epoch
        for sheet in range(3):
            worksheet = book.create_sheet(f"Sheet & {sheet}", 0)
            for place in draw.sample(range(60 * 40), 300):
                worksheet.cell(place // 40 + 1, place % 40 + 1, random_value(draw))
        book.worksheets[1].sheet_state = "hidden"
        book.worksheets[0].row_dimensions[7].hidden = True
        book.worksheets[0].column_dimensions["C"].hidden = True
        path = folder / "openpyxl.xlsx"
        book.save(path)
        read = show(path)
        again = openpyxl.load_workbook(path)
        assert [sheet["name"] for sheet in read["sheets"]] == again.sheetnames
        assert [sheet["hidden"] for sheet in read["sheets"]] == [False, True, False, False]
        assert read["sheets"][0]["hidden_columns"] == [2]
        assert [row["number"] for row in read["sheets"][0]["rows"] if row["hidden"]] == [7]
        for sheet, worksheet in zip(read["sheets"], again.worksheets):
            rows = {row["number"]: row["cells"] for row in sheet["rows"]}
            expected = rows_of(worksheet)
            assert rows.keys() == expected.keys()
            for number, cells in expected.items():
                assert rows[number] == cells, (number, rows[number], cells)


def workbook_with(sheet):
    """A workbook with this file as its only sheet, compressed."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("_rels/.rels", f"<Relationships xmlns='{RELATIONSHIPS}'><Relationship Id='a' "
                      f"Type='{OFFICE}/officeDocument' Target='xl/workbook.xml'/></Relationships>")
        book.writestr("xl/workbook.xml", f"<workbook xmlns='{SHEET}' xmlns:r='{OFFICE}'><sheets>"
                      "<sheet name='A' sheetId='1' r:id='a'/></sheets></workbook>")
        book.writestr("xl/_rels/workbook.xml.rels", f"<Relationships xmlns='{RELATIONSHIPS}'>"
                      f"<Relationship Id='a' Type='{OFFICE}/worksheet' Target='sheet.xml'/>"
                      "</Relationships>")
        with book.open("xl/sheet.xml", "w") as part:
            for block in sheet:
                part.write(block)
    return data.getvalue()


def with_declared_size(archive, path, size):
    """An archive that declares another size for one of its files when unpacked."""
    entry = archive.rindex(path.encode())
    return archive[:entry - 22] + struct.pack("<I", size) + archive[entry - 18:]


def archives_that_unpack_to_far_more_are_refused_in_little_memory(folder):
    most = 64 * 1024
    path = folder / "bomb.xlsx"
    row = b"<row><c t='inlineStr'><is><t>Ana</t></is></c></row>"
    bombs = (workbook_with([b"<worksheet><sheetData>"] + [row * 2000] * 1000),
             workbook_with([b" " * 1000000] * 100))
    for bomb in bombs:
        assert len(bomb) < 1000000
        path.write_bytes(bomb)
        assert "unpacks to more than 24 MB" in show_within(path, most)
        path.write_bytes(with_declared_size(bomb, "xl/sheet.xml", 1000))
        assert "list is damaged" in show_within(path, most)
        path.write_bytes(with_declared_size(bomb, "xl/sheet.xml", 24 << 20))
        assert "list" in show_within(path, most)
    shared = b"<worksheet><sheetData><row>" + b"<c r='ALL1'><v>1</v></c>" * 10
    path.write_bytes(workbook_with([shared + b"</row>"
                                    + b"<row><c r='ALL1'><v>1</v></c></row>" * 5000
                                    + b"</sheetData></worksheet>"]))
    assert "too many cells" in show_within(path, most)
    path.write_bytes(workbook_with([b"<!DOCTYPE w [<!ENTITY a 'aaaaaaaaaa'>",
                                    *(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>".encode()
                                      for n in range(1, 12)), b"]><worksheet>&a9;</worksheet>"]))
    assert "declares a document type" in show_within(path, most)
    path.write_bytes(workbook_with([b"<a>" * 600000]))
    assert "is not XML" in show_within(path, most * 2)
    ods = folder / "bomb.ods"
    with zipfile.ZipFile(ods, "w", zipfile.ZIP_DEFLATED) as book:
        cell = ("<table:table-row table:number-rows-repeated='1000'><table:table-cell "
                "table:number-columns-repeated='1000' office:value-type='string'><text:p>x</text:p>"
                "</table:table-cell></table:table-row>")
        book.writestr("content.xml", "<o:d><o:body><o:spreadsheet><t:table>" + cell * 1000
                      + "</t:table></o:spreadsheet></o:body></o:d>")
    assert "too many cells" in show_within(ods, most)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        globals()[sys.argv[2]](pathlib.Path(scratch))
