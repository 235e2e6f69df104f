#include "spreadsheet_csv.hpp"

#include "csv_records.hpp"
#include "lmsection/base/error.hpp"
#include "lmsection/base/formula.hpp"
#include "lmsection/base/text.hpp"
#include "sheet_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

namespace lmsection {

namespace {

constexpr std::size_t largest_csv = 64U << 20U;

/// The text of a file in UTF-8, and what was assumed about it.
struct DecodedText {
    std::string text;
    std::vector<std::string> notes;
};

[[noreturn]] void refuse_binary(const std::string& name) {
    throw RefusedError{fmt::format("{} is neither a spreadsheet nor text", name),
                       "save the list as .xlsx, .ods or .csv"};
}

enum class ByteOrder { little, big };

char16_t unit_at(std::string_view bytes, std::size_t at, ByteOrder order) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char16_t>(order == ByteOrder::little ? first | second << 8U
                                                            : first << 8U | second);
}

/// The text of UTF-16 without its byte order mark; nothing if it is not UTF-16, or contains NUL.
std::optional<std::string> from_utf16(std::string_view bytes, ByteOrder order) {
    if (bytes.size() % 2 != 0) {
        return std::nullopt;
    }
    std::string text;
    text.reserve(bytes.size() / 2);
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        char32_t character = unit_at(bytes, at, order);
        if (character >= 0xd800 && character < 0xdc00 && at + 2 < bytes.size()) {
            const char32_t low = unit_at(bytes, at + 2, order);
            if (low < 0xdc00 || low > 0xdfff) {
                return std::nullopt;
            }
            at += 2;
            character = 0x10000U + ((character - 0xd800U) << 10U) + (low - 0xdc00U);
        }
        if (character == 0 || (character >= 0xd800 && character < 0xe000)) {
            return std::nullopt;
        }
        text += utf8_of(character);
    }
    return text;
}

/// The byte order of UTF-16 that lacks a byte order mark. Separators and line ends are ASCII in any
/// language, so that one of their two bytes is zero, always the same one.
std::optional<ByteOrder> guessed_utf16(std::string_view bytes) {
    std::array<std::size_t, 2> zeros{};
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        zeros[at % 2] += bytes[at] == '\0' ? 1U : 0U;
    }
    const std::size_t enough = bytes.size() / 20 + 1;
    if (zeros[0] == 0 && zeros[1] >= enough) {
        return ByteOrder::little;
    }
    if (zeros[1] == 0 && zeros[0] >= enough) {
        return ByteOrder::big;
    }
    return std::nullopt;
}

/// The characters of Mac Roman from 0x80 on.
constexpr std::array<char32_t, 128> mac_roman{
    0xc4,   0xc5,   0xc7,   0xc9,   0xd1,   0xd6,  0xdc,   0xe1,   0xe0,   0xe2,   0xe4,   0xe3,
    0xe5,   0xe7,   0xe9,   0xe8,   0xea,   0xeb,  0xed,   0xec,   0xee,   0xef,   0xf1,   0xf3,
    0xf2,   0xf4,   0xf6,   0xf5,   0xfa,   0xf9,  0xfb,   0xfc,   0x2020, 0xb0,   0xa2,   0xa3,
    0xa7,   0x2022, 0xb6,   0xdf,   0xae,   0xa9,  0x2122, 0xb4,   0xa8,   0x2260, 0xc6,   0xd8,
    0x221e, 0xb1,   0x2264, 0x2265, 0xa5,   0xb5,  0x2202, 0x2211, 0x220f, 0x3c0,  0x222b, 0xaa,
    0xba,   0x3a9,  0xe6,   0xf8,   0xbf,   0xa1,  0xac,   0x221a, 0x192,  0x2248, 0x2206, 0xab,
    0xbb,   0x2026, 0xa0,   0xc0,   0xc3,   0xd5,  0x152,  0x153,  0x2013, 0x2014, 0x201c, 0x201d,
    0x2018, 0x2019, 0xf7,   0x25ca, 0xff,   0x178, 0x2044, 0x20ac, 0x2039, 0x203a, 0xfb01, 0xfb02,
    0x2021, 0xb7,   0x201a, 0x201e, 0x2030, 0xc2,  0xca,   0xc1,   0xcb,   0xc8,   0xcd,   0xce,
    0xcf,   0xcc,   0xd3,   0xd4,   0xf8ff, 0xd2,  0xda,   0xdb,   0xd9,   0x131,  0x2c6,  0x2dc,
    0xaf,   0x2d8,  0x2d9,  0x2da,  0xb8,   0x2dd, 0x2db,  0x2c7};

std::string from_mac_roman(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        text += is_ascii(c) ? std::string{c}
                            : utf8_of(mac_roman.at(static_cast<unsigned char>(c) - 0x80U));
    }
    return text;
}

/// Whether text that is not UTF-8 is more likely Mac Roman than Windows-1252: there, letters with
/// accents are the bytes from 0x80 to 0x9f, which in Windows-1252 are signs that follow no letter,
/// or capitals that follow no small letter.
bool looks_like_mac_roman(std::string_view bytes) {
    constexpr std::string_view signs = "\x81\x82\x83\x84\x86\x87\x88\x89\x8b\x8d\x8f\x90"
                                       "\x98\x9b\x9d";
    constexpr std::string_view capitals = "\x8a\x8c\x8e\x9f";
    std::size_t mac = 0;
    std::size_t windows = 0;
    for (std::size_t at = 1; at < bytes.size(); ++at) {
        const char before = bytes[at - 1];
        const bool follows_small = before >= 'a' && before <= 'z';
        const bool follows_letter = is_letter(before);
        mac += (follows_letter && signs.find(bytes[at]) != std::string_view::npos) ||
                       (follows_small && capitals.find(bytes[at]) != std::string_view::npos)
                   ? 1U
                   : 0U;
        windows += follows_letter && static_cast<unsigned char>(bytes[at]) >= 0xc0 ? 1U : 0U;
    }
    return mac > windows;
}

/// Whether text has control characters that no list has: then it is not text.
bool has_odd_control(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r' && c != '\n' &&
               c != '\f' && c != '\v';
    });
}

/// Decodes each line that is not UTF-8 as Windows-1252, so that a file put together from two has
/// both its halves right.
DecodedText with_lines_decoded(std::string_view bytes) {
    DecodedText decoded;
    std::size_t foreign = 0;
    bool has_utf8 = false;
    while (!bytes.empty()) {
        const std::size_t size = std::min(bytes.find_first_of("\r\n"), bytes.size() - 1) + 1;
        const std::string_view line = bytes.substr(0, size);
        bytes.remove_prefix(size);
        if (is_utf8(line)) {
            has_utf8 = has_utf8 || !std::ranges::all_of(line, is_ascii);
            decoded.text += line;
        } else {
            ++foreign;
            decoded.text += from_windows_1252(line);
        }
    }
    const std::string lines = foreign == 1 ? "one line that is not UTF-8 "
                                           : fmt::format("{} lines that are not UTF-8 ", foreign);
    decoded.notes = {(has_utf8 ? lines : "") + "read as Windows-1252"};
    return decoded;
}

DecodedText decoded_utf16(std::string_view bytes, ByteOrder order, const std::string& name) {
    auto text = from_utf16(bytes, order);
    if (!text) {
        refuse_binary(name);
    }
    return {*std::move(text), {"read as UTF-16"}};
}

DecodedText decoded(std::string_view bytes, const std::string& name) {
    if (bytes.starts_with("\xff\xfe")) {
        return decoded_utf16(bytes.substr(2), ByteOrder::little, name);
    }
    if (bytes.starts_with("\xfe\xff")) {
        return decoded_utf16(bytes.substr(2), ByteOrder::big, name);
    }
    if (bytes.starts_with("\xef\xbb\xbf")) {
        bytes.remove_prefix(3);
    }
    if (bytes.find('\0') != std::string_view::npos) {
        const auto order = guessed_utf16(bytes);
        if (!order) {
            refuse_binary(name);
        }
        return decoded_utf16(bytes, *order, name);
    }
    if (bytes.ends_with('\x1a')) {    // the end of a file on old systems
        bytes.remove_suffix(1);
    }
    if (is_utf8(bytes)) {
        return {std::string{bytes}, {}};
    }
    if (has_odd_control(bytes)) {
        refuse_binary(name);
    }
    if (looks_like_mac_roman(bytes)) {
        return {from_mac_roman(bytes), {"read as Mac Roman"}};
    }
    return with_lines_decoded(bytes);
}

/// How well a delimiter fits a file.
struct DelimiterFit {
    double share = 0;         ///< of the records, those that have the usual number of cells
    std::size_t cells = 0;    ///< that number, at least 2
};

DelimiterFit fit_of(char delimiter, std::string_view sample) {
    std::map<std::size_t, std::size_t> counts;
    std::size_t records = 0;
    const CsvDialect dialect{
        .delimiter = delimiter, .is_lenient = true, .most_cells = most_columns};
    static_cast<void>(read_csv_records(sample, dialect, [&](const CsvRecord& record) {
        ++records;
        ++counts[record.cells.size()];
    }));
    counts.erase(1);
    const auto usual = std::ranges::max_element(counts, {}, [](const auto& a) { return a.second; });
    if (usual == counts.end()) {
        return {};
    }
    return {static_cast<double>(usual->second) / static_cast<double>(records), usual->first};
}

/// The delimiter is the one that gives every record the same number of cells, as in lists that
/// programs write. Title lines and short rows, as people write them, rule that out; then it is the
/// one that gives most records many cells.
char delimiter_of(std::string_view text) {
    constexpr std::size_t largest_sample = 64U << 10U;
    std::string_view sample = text.substr(0, largest_sample);
    if (const auto end = sample.find_last_of("\r\n");
        sample.size() < text.size() && end != std::string_view::npos) {
        sample = sample.substr(0, end + 1);    // whole lines
    }
    char best = ',';
    std::pair<bool, double> best_score{false, 0};
    for (const char delimiter : {'\t', ';', ','}) {
        const DelimiterFit fit = fit_of(delimiter, sample);
        if (fit.cells == 0) {
            continue;
        }
        const std::pair score{fit.share == 1.0, fit.share * static_cast<double>(fit.cells - 1)};
        if (score > best_score) {
            best = delimiter;
            best_score = score;
        }
    }
    return best;
}

/// The delimiter that a first line such as `sep=;` declares, as Excel writes it for itself.
std::optional<char> declared_delimiter(std::string_view text) {
    std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    if (line.size() > 2 && line.starts_with('"') && line.ends_with('"')) {
        line = line.substr(1, line.size() - 2);
    }
    constexpr std::string_view key = "sep=";
    if (line.size() != key.size() + 1 || folded(line.substr(0, key.size())) != key ||
        std::string_view{",;\t|"}.find(line.back()) == std::string_view::npos) {
        return std::nullopt;
    }
    return line.back();
}

/// What `="0123"` shows, which some programs write so that Excel keeps the zero.
std::string without_text_formula(std::string text) {
    if (text.size() >= 3 && text.starts_with("=\"") && text.ends_with('"') &&
        std::count(text.begin(), text.end(), '"') == 2) {
        return text.substr(2, text.size() - 3);
    }
    return text;
}

SheetCell csv_cell(std::string text) {
    SheetCell cell = text_cell(without_text_formula(without_formula_guards(std::move(text))));
    if (is_error_value(cell.text)) {
        cell.kind = CellKind::error;
    }
    return cell;
}

std::optional<Fault> read_rows(std::string_view text, const CsvDialect& dialect,
                               const std::string& name, Sheet& sheet) {
    SheetBudget budget{name, SheetBudget::for_csv};
    SheetBuilder builder{sheet, budget};
    const auto fault = read_csv_records(text, dialect, [&](CsvRecord& record) {
        builder.start_row(static_cast<std::int64_t>(record.line), false);
        std::int64_t column = 0;
        for (std::string& cell : record.cells) {
            builder.put(column++, csv_cell(std::move(cell)));
        }
    });
    builder.finish();
    return fault;
}

}    // namespace

Spreadsheet read_csv_sheet(std::string_view bytes, const std::string& name) {
    if (bytes.size() > largest_csv) {
        throw RefusedError{fmt::format("{} is larger than 64 MB", name), "split it"};
    }
    DecodedText file = decoded(bytes, name);
    std::string_view text = file.text;
    const auto declared = declared_delimiter(text);
    if (declared) {    // the end of the line stays, so that later lines keep their numbers
        text = text.substr(std::min(text.find_first_of("\r\n"), text.size()));
    }
    Spreadsheet spreadsheet{.kind = SpreadsheetKind::csv,
                            .sheets = std::vector<Sheet>(1),
                            .delimiter = declared ? *declared : delimiter_of(text),
                            .notes = std::move(file.notes)};
    if (spreadsheet.delimiter != ',') {
        spreadsheet.notes.push_back(
            fmt::format("separated by {}", spreadsheet.delimiter == ';'    ? "semicolons"
                                           : spreadsheet.delimiter == '\t' ? "tabs"
                                                                           : "bars"));
    }
    CsvDialect dialect{.delimiter = spreadsheet.delimiter, .most_cells = most_columns};
    Sheet& sheet = spreadsheet.sheets.front();
    auto fault = read_rows(text, dialect, name, sheet);
    if (fault && dialect.delimiter == '\t') {    // many programs write quotes in tabs as they are
        sheet = Sheet{};
        dialect.has_quotes = false;
        fault = read_rows(text, dialect, name, sheet);
        spreadsheet.notes.emplace_back("quotes read as part of the text");
    }
    if (fault) {
        throw RefusedError{fmt::format("{}, {}", name, fault->what), fault->remedy};
    }
    return spreadsheet;
}

}    // namespace lmsection
