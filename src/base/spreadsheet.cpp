#include "lmsection/base/spreadsheet.hpp"

#include "lmsection/base/error.hpp"
#include "lmsection/base/text.hpp"
#include "spreadsheet_csv.hpp"
#include "spreadsheet_ods.hpp"
#include "spreadsheet_xlsx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace lmsection {

namespace {

/// A file that is recognized, but not read: what it is, and what to do.
struct OtherFile {
    std::string_view what;
    std::string_view remedy;
};

constexpr std::string_view save_list = "save the list as .xlsx, .ods or .csv";

[[noreturn]] void refuse(const std::string& name, const OtherFile& file) {
    throw RefusedError{fmt::format("{} is {}", name, file.what), std::string{file.remedy}};
}

/// How a name is written in UTF-16, as the old Office files have it.
std::string in_utf16(std::string_view name) {
    std::string bytes;
    for (const char c : name) {
        bytes += c;
        bytes += '\0';
    }
    return bytes;
}

/// What kind of file begins with these bytes, or contains them.
struct Signature {
    std::string_view start;
    OtherFile file;
};

constexpr std::array<Signature, 9> signatures{{
    {"%PDF-", {"a PDF", "ask for the list as a spreadsheet, and save that as .xlsx or .csv"}},
    {"{\\rtf", {"a text document (.rtf)", save_list}},
    {"\x1f\x8b", {"a compressed file (.gz)", "unpack it first"}},
    {"7z\xbc\xaf\x27\x1c", {"a compressed file (.7z)", "unpack it first"}},
    {"Rar!", {"a compressed file (.rar)", "unpack it first"}},
    {"\x89PNG", {"an image", save_list}},
    {"\xff\xd8\xff", {"an image", save_list}},
    {"GIF8", {"an image", save_list}},
    {"SQLite format 3", {"a database", "a list is a spreadsheet: .xlsx, .ods or .csv"}},
}};

/// What is in a compound file, an old Office file or an encrypted new one, by the name of an entry.
constexpr std::array<Signature, 5> compound_entries{{
    {"EncryptedPackage", {"protected by a password", "save it without one"}},
    {"WordDocument", {"a Word document (.doc)", save_list}},
    {"PowerPoint Document", {"a PowerPoint presentation (.ppt)", save_list}},
    {"Workbook", {"an old Excel file (.xls)", "save it as .xlsx or .csv"}},
    {"Book", {"an old Excel file (.xls)", "save it as .xlsx or .csv"}},
}};

void refuse_other_kinds(std::string_view bytes, const std::string& name) {
    constexpr std::string_view compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    if (bytes.starts_with(compound)) {
        for (const Signature& entry : compound_entries) {
            if (bytes.find(in_utf16(entry.start)) != std::string_view::npos) {
                refuse(name, entry.file);
            }
        }
        refuse(name, {"an Office file of an old kind", save_list});
    }
    for (const Signature& signature : signatures) {
        if (bytes.starts_with(signature.start)) {
            refuse(name, signature.file);
        }
    }
}

/// The beginning of a text file in lower case, without a byte order mark, zeros of UTF-16 and white
/// space.
std::string text_start(std::string_view bytes) {
    constexpr std::size_t enough = 2048;
    std::string start;
    for (const char c : bytes.substr(0, enough)) {
        const bool mark = c == '\xef' || c == '\xbb' || c == '\xbf' || c == '\xff' || c == '\xfe';
        const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (c != '\0' && !(start.empty() && (mark || blank))) {
            start += lower_ascii(c);
        }
    }
    return start;
}

/// Markup that is saved with the name of a spreadsheet: how it begins, and what it contains.
struct Markup {
    std::string_view start;
    std::string_view part;
    OtherFile file;
};

constexpr OtherFile web_page{"a web page (HTML)",
                             "open it in a spreadsheet program and save it as .xlsx"};
constexpr std::array<Markup, 9> markups{{
    {"{",
     "docs.google.com",
     {"only a link to a Google sheet", "download the sheet itself as .xlsx"}},
    {"mime-version:", "multipart/", {"a web page (.mht)", web_page.remedy}},
    {"<",
     "urn:schemas-microsoft-com:office:spreadsheet",
     {"an Excel 2003 XML file", "open it in Excel and save it as .xlsx"}},
    {"<", "opendocument:xmlns:office", {"a flat OpenDocument file", "save it as .ods"}},
    {"<", "<html", web_page},
    {"<", "<!doctype html", web_page},
    {"<table", "", web_page},
    {"<meta", "", web_page},
    {"<?xml", "", {"an XML file", save_list}},
}};

void refuse_markup(std::string_view bytes, const std::string& name) {
    const std::string start = text_start(bytes);
    for (const Markup& markup : markups) {
        if (start.starts_with(markup.start) && start.find(markup.part) != std::string::npos) {
            refuse(name, markup.file);
        }
    }
}

[[noreturn]] void refuse_archive(const ZipFile& archive) {
    const std::string& name = archive.name();
    if (!archive.path_ending(".iwa").empty() || archive.has("index.zip")) {
        refuse(name, {"a Numbers, Pages or Keynote document",
                      "export it as .xlsx or .csv from that program"});
    }
    const std::string inner = std::max(
        {archive.path_ending(".xlsx"), archive.path_ending(".ods"), archive.path_ending(".csv")});
    if (!inner.empty()) {
        refuse(name, {"a zip archive", "unpack it, and use the spreadsheet in it"});
    }
    refuse(name, {"a zip archive without a spreadsheet", save_list});
}

Spreadsheet read_archive(std::string_view bytes, const std::string& name) {
    ZipFile archive{bytes, name};
    if (archive.has("content.xml")) {
        return read_ods(archive);
    }
    const std::string main_part = office_main_part(archive);
    if (main_part.starts_with("word/")) {
        refuse(name, {"a Word document (.docx)", save_list});
    }
    if (main_part.starts_with("ppt/")) {
        refuse(name, {"a PowerPoint presentation (.pptx)", save_list});
    }
    if (main_part.ends_with(".bin")) {
        refuse(name, {"an Excel binary workbook (.xlsb)", "save it as .xlsx"});
    }
    if (main_part.empty()) {
        refuse_archive(archive);
    }
    return read_xlsx(archive, main_part);
}

}    // namespace

Spreadsheet read_spreadsheet(std::string_view bytes, const std::string& name) {
    if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        throw RefusedError{fmt::format("{} is empty", name), "choose a file with a list in it"};
    }
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) {
        return read_archive(bytes, name);
    }
    refuse_other_kinds(bytes, name);
    refuse_markup(bytes, name);
    return read_csv_sheet(bytes, name);
}

bool is_error_value(std::string_view text) {
    return text == formula_without_value || text.starts_with("Err:") ||
           is_one_of(text, "#N/A|#NAME?|#REF!|#VALUE!|#DIV/0!|#NULL!|#NUM!|#SPILL!|#CALC!|#ERROR!");
}

std::string column_letters(std::size_t index) {
    std::string letters;
    for (std::size_t left = index + 1; left > 0; left = (left - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    }
    return letters;
}

}    // namespace lmsection
