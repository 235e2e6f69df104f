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

/// Refuses a compound file: an old Office file, or an encrypted new one.
[[noreturn]] void refuse_compound_file(std::string_view bytes, const std::string& name) {
    const auto has = [&](std::string_view entry) {
        return bytes.find(in_utf16(entry)) != std::string_view::npos;
    };
    if (has("EncryptedPackage")) {
        refuse(name, {"protected by a password", "save it without one"});
    }
    if (has("WordDocument")) {
        refuse(name, {"a Word document (.doc)", save_list});
    }
    if (has("PowerPoint Document")) {
        refuse(name, {"a PowerPoint presentation (.ppt)", save_list});
    }
    if (has("Workbook") || has("Book")) {
        refuse(name, {"an old Excel file (.xls)", "save it as .xlsx or .csv"});
    }
    refuse(name, {"an Office file of an old kind", save_list});
}

/// What kind of file begins with these bytes.
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

void refuse_other_kinds(std::string_view bytes, const std::string& name) {
    constexpr std::string_view compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    if (bytes.starts_with(compound)) {
        refuse_compound_file(bytes, name);
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
            start += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    return start;
}

/// Markup that is saved with the name of a spreadsheet.
void refuse_markup(std::string_view bytes, const std::string& name) {
    const std::string start = text_start(bytes);
    const auto has = [&](std::string_view part) { return start.find(part) != std::string::npos; };
    if (start.starts_with("{") && has("docs.google.com")) {
        refuse(name, {"only a link to a Google sheet", "download the sheet itself as .xlsx"});
    }
    if (start.starts_with("mime-version:") && has("multipart/")) {
        refuse(name,
               {"a web page (.mht)", "open it in a spreadsheet program and save it as .xlsx"});
    }
    if (!start.starts_with("<")) {
        return;
    }
    if (has("urn:schemas-microsoft-com:office:spreadsheet")) {
        refuse(name, {"an Excel 2003 XML file", "open it in Excel and save it as .xlsx"});
    }
    if (has("opendocument:xmlns:office")) {
        refuse(name, {"a flat OpenDocument file", "save it as .ods"});
    }
    if (has("<html") || has("<!doctype html") || start.starts_with("<table") ||
        start.starts_with("<meta")) {
        refuse(name,
               {"a web page (HTML)", "open it in a spreadsheet program and save it as .xlsx"});
    }
    if (start.starts_with("<?xml")) {
        refuse(name, {"an XML file", save_list});
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
    constexpr std::array<std::string_view, 11> errors{formula_without_value,
                                                      "#N/A",
                                                      "#NAME?",
                                                      "#REF!",
                                                      "#VALUE!",
                                                      "#DIV/0!",
                                                      "#NULL!",
                                                      "#NUM!",
                                                      "#SPILL!",
                                                      "#CALC!",
                                                      "#ERROR!"};
    return text.starts_with("Err:") ||
           std::find(errors.begin(), errors.end(), text) != errors.end();
}

std::string column_letters(std::size_t index) {
    std::string letters;
    for (std::size_t left = index + 1; left > 0; left = (left - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    }
    return letters;
}

}    // namespace lmsection
