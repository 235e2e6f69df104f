#include "spreadsheet_xlsx.hpp"

#include "lmsection/base/error.hpp"
#include "lmsection/base/text.hpp"
#include "number_format.hpp"
#include "sheet_builder.hpp"
#include "sheet_xml.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>

namespace lmsection {

namespace {

constexpr std::int64_t last_excel_row = 1048576;
constexpr std::int64_t last_excel_column = 16384;

/// The path that a relationship's target means, seen from the part `from`.
std::string resolved_path(std::string_view from, std::string_view target) {
    auto steps = split(target.starts_with('/') ? "" : from.substr(0, from.rfind('/') + 1), "/");
    for (const std::string& step : split(target, "/\\")) {
        if (step != ".." && step != ".") {
            steps.push_back(step);
        } else if (step == ".." && !steps.empty()) {
            steps.pop_back();
        }
    }
    return fmt::format("{}", fmt::join(steps, "/"));
}

/// A reference from one part of a document to another.
struct Relationship {
    std::string type;    ///< the last word of its URI, such as `worksheet`
    std::string path;
};

/// The relationships of a part by their ids; none if it has none.
std::map<std::string, Relationship, std::less<>> relationships_of(ZipFile& archive,
                                                                  std::string_view part) {
    const std::string_view folder = part.substr(0, part.rfind('/') + 1);
    const std::string path = fmt::format("{}_rels/{}.rels", folder, part.substr(folder.size()));
    std::map<std::string, Relationship, std::less<>> relationships;
    if (!archive.has(path)) {
        return relationships;
    }
    const auto xml = read_sheet_xml(archive, path, BlankText::dropped);
    for (const pugi::xml_node& node : child_elements(xml->root(), "Relationship")) {
        if (attribute_value(node, "TargetMode") != "External") {
            const std::string_view type = attribute_value(node, "Type");
            relationships.try_emplace(
                std::string{attribute_value(node, "Id")},
                Relationship{std::string{type.substr(type.rfind('/') + 1)},
                             resolved_path(part, attribute_value(node, "Target"))});
        }
    }
    return relationships;
}

/// The value of four hexadecimal digits after `_x` and before `_`, which write one UTF-16 unit.
std::optional<char32_t> escaped_unit(std::string_view text) {
    constexpr std::size_t size = 7;
    if (text.size() < size || !text.starts_with("_x") || text[size - 1] != '_') {
        return std::nullopt;
    }
    const auto unit = parse_number<std::uint32_t>(text.substr(2, size - 3), 16);
    return unit ? std::optional{char32_t{*unit}} : std::nullopt;
}

/// Text in which characters that XML does not allow are written as `_x000D_`.
std::string without_escapes(std::string_view text) {
    constexpr std::size_t size = 7;
    std::string result;
    while (!text.empty()) {
        const auto at = std::min(text.find("_x"), text.size());
        result += text.substr(0, at);
        text.remove_prefix(at);
        auto character = escaped_unit(text);
        if (!character) {
            result += text.substr(0, 1);
            text.remove_prefix(std::min<std::size_t>(1, text.size()));
            continue;
        }
        text.remove_prefix(size);
        const auto low = escaped_unit(text);
        if (*character >= 0xd800 && *character < 0xdc00 && low && *low >= 0xdc00 && *low < 0xe000) {
            character = 0x10000U + ((*character - 0xd800U) << 10U) + (*low - 0xdc00U);
            text.remove_prefix(size);
        }
        const bool valid = *character != 0 && (*character < 0xd800 || *character > 0xdfff);
        result += utf8_of(valid ? *character : char32_t{0xfffd});
    }
    return result;
}

/// The text of a string item: of its own text or of its formatted runs, without phonetic hints.
std::string string_of(const pugi::xml_node& item) {
    std::string text;
    for (const pugi::xml_node& child : item.children()) {
        if (is_element(child, "t")) {
            text += element_text(child);
        } else if (is_element(child, "r")) {
            text += element_text(child_element(child, "t"));
        }
    }
    return without_escapes(text);
}

/// A row and a column that a reference such as `B12` means, counted from 1; zero if it lacks one.
struct CellPlace {
    std::int64_t row = 0;
    std::int64_t column = 0;
};

/// The whole number that an attribute is.
std::optional<std::int64_t> number_attribute(const pugi::xml_node& node, std::string_view name) {
    return parse_number<std::int64_t>(attribute_value(node, name));
}

/// Nothing if the reference is malformed, or beyond what a sheet can have.
std::optional<CellPlace> parse_reference(std::string_view text) {
    CellPlace place;
    while (!text.empty() && !is_digit(text.front())) {
        const char c = lower_ascii(text.front());
        text.remove_prefix(1);
        if (c == '$') {
            continue;
        }
        if (!is_letter(c) || place.column > last_excel_column) {
            return std::nullopt;
        }
        place.column = place.column * 26 + (c - 'a') + 1;
    }
    place.row = text.empty() ? 0 : parse_number<std::int64_t>(text).value_or(-1);
    const bool valid = place.row >= 0 && place.row <= last_excel_row &&
                       place.column <= last_excel_column;
    return valid ? std::optional{place} : std::nullopt;
}

/// Reads the sheets of one workbook.
class WorkbookReader {
public:
    explicit WorkbookReader(ZipFile& archive)
        : archive_(&archive), budget_(archive.name(), SheetBudget::for_zip) {}

    Spreadsheet read(const std::string& main_part) {
        const auto parts = relationships_of(*archive_, main_part);
        for (const auto& [id, part] : parts) {
            if (part.type == "sharedStrings") {
                read_strings(part.path);
            } else if (part.type == "styles") {
                read_styles(part.path);
            }
        }
        const auto xml = read_sheet_xml(*archive_, main_part, BlankText::dropped);
        if (!is_element(xml->root(), "workbook")) {
            throw RefusedError{fmt::format("{} is an Office document, but not a spreadsheet",
                                           archive_->name()),
                               "save the list as .xlsx, .ods or .csv"};
        }
        if (is_set(child_element(xml->root(), "workbookPr"), "date1904")) {
            dates_ = DateSystem::from_1904;
        }
        Spreadsheet spreadsheet{.kind = SpreadsheetKind::xlsx};
        for (const auto& node : child_elements(child_element(xml->root(), "sheets"), "sheet")) {
            check_sheets(spreadsheet.sheets.size() + 1, archive_->name());
            const auto part = parts.find(attribute_value(node, "id"));
            if (part == parts.end()) {
                archive_->refuse_damaged(fmt::format("the sheet {} is missing",
                                                     in_quotes(attribute_value(node, "name"))));
            }
            if (part->second.type == "worksheet") {    // others have no cells, but a chart
                spreadsheet.sheets.push_back(read_sheet(node, part->second.path));
            }
        }
        add_formula_note(formulas_, spreadsheet.notes);
        return spreadsheet;
    }

private:
    /// An empty text is a value, which programs store for a formula such as `=""`.
    static bool is_formula_without_value(const pugi::xml_node& cell) {
        const pugi::xml_node value = child_element(cell, "v");
        return child_element(cell, "f") && (!value || (attribute_value(cell, "t") != "str" &&
                                                       xml_trimmed(element_text(value)).empty()));
    }

    void read_strings(const std::string& path) {
        const auto xml = read_sheet_xml(*archive_, path, BlankText::dropped);
        for (const pugi::xml_node& item : child_elements(xml->root(), "si")) {
            strings_.push_back(string_of(item));
        }
    }

    void read_styles(const std::string& path) {
        const auto xml = read_sheet_xml(*archive_, path, BlankText::dropped);
        std::map<std::int64_t, NumberFormat> custom;
        for (const pugi::xml_node& node : child_element(xml->root(), "numFmts").children()) {
            if (const auto id = number_attribute(node, "numFmtId")) {
                custom[*id] = parse_number_format(attribute_value(node, "formatCode"));
            }
        }
        for (const auto& node : child_elements(child_element(xml->root(), "cellXfs"), "xf")) {
            const auto id = number_attribute(node, "numFmtId").value_or(0);
            const auto found = custom.find(id);
            const bool small = id >= 0 && id < 164;    // custom formats begin there
            formats_.push_back(found != custom.end()
                                   ? found->second
                                   : built_in_format(small ? static_cast<int>(id) : 0));
        }
    }

    Sheet read_sheet(const pugi::xml_node& entry, const std::string& path) {
        Sheet sheet{.name = text_cell(without_escapes(attribute_value(entry, "name"))).text,
                    .hidden = is_one_of(attribute_value(entry, "state"), "hidden|veryHidden")};
        const auto xml = read_sheet_xml(*archive_, path, BlankText::dropped);
        SheetBuilder builder{sheet, budget_};
        read_rows(child_element(xml->root(), "sheetData"), builder);
        read_hidden_columns(child_element(xml->root(), "cols"), builder);
        read_merges(child_element(xml->root(), "mergeCells"), builder);
        builder.finish();
        return sheet;
    }

    void read_rows(const pugi::xml_node& data, SheetBuilder& builder) {
        std::int64_t number = 0;
        for (const pugi::xml_node& row : child_elements(data, "row")) {
            const std::string_view written = attribute_value(row, "r");
            number = written.empty() ? number + 1 : number_attribute(row, "r").value_or(0);
            if (number < 1 || number > last_excel_row) {
                archive_->refuse_damaged(fmt::format("there is no row {}", in_quotes(written)));
            }
            builder.start_row(number, is_set(row, "hidden"));
            read_cells(row, builder);
        }
    }

    void read_cells(const pugi::xml_node& row, SheetBuilder& builder) {
        std::int64_t column = 0;
        for (const pugi::xml_node& cell : child_elements(row, "c")) {
            const std::string_view written = attribute_value(cell, "r");
            const auto place = parse_reference(written);
            if (!place) {
                archive_->refuse_damaged(fmt::format("there is no cell {}", in_quotes(written)));
            }
            column = place->column == 0 ? column + 1 : place->column;
            const bool lacks_value = is_formula_without_value(cell);
            formulas_ += lacks_value ? 1U : 0U;
            builder.put(column - 1, lacks_value ? error_cell(std::string{formula_without_value})
                                                : cell_of(cell));
        }
    }

    [[nodiscard]] SheetCell cell_of(const pugi::xml_node& cell) const {
        const std::string_view type = attribute_value(cell, "t");
        if (type == "inlineStr") {
            return text_cell(string_of(child_element(cell, "is")));
        }
        const std::string value = element_text(child_element(cell, "v"));
        if (type == "s") {
            if (xml_trimmed(value).empty()) {
                return {};
            }
            const auto index = parse_number<std::size_t>(xml_trimmed(value));
            if (!index || *index >= strings_.size()) {
                archive_->refuse_damaged(fmt::format("the text of the cell {} is missing",
                                                     in_quotes(attribute_value(cell, "r"))));
            }
            return text_cell(strings_[*index]);
        }
        if (type == "str") {
            return text_cell(without_escapes(value));
        }
        if (xml_trimmed(value).empty()) {
            return {};
        }
        if (type == "b") {
            return boolean_cell(xml_trimmed(value) == "1" || xml_trimmed(value) == "true");
        }
        if (type == "e") {
            return error_cell(value);
        }
        if (type == "d") {
            return iso_date_cell(xml_trimmed(value));
        }
        const auto number = xml_number(value);
        return number ? formatted_cell(*number, format_of(cell), dates_)
                      : text_cell(without_escapes(value));
    }

    [[nodiscard]] NumberFormat format_of(const pugi::xml_node& cell) const {
        const auto style = parse_number<std::size_t>(attribute_value(cell, "s")).value_or(0);
        return style < formats_.size() ? formats_[style] : NumberFormat{};
    }

    static void read_hidden_columns(const pugi::xml_node& columns, SheetBuilder& builder) {
        for (const pugi::xml_node& node : child_elements(columns, "col")) {
            if (is_set(node, "hidden")) {
                builder.hide_columns({number_attribute(node, "min").value_or(last_excel_column) - 1,
                                      number_attribute(node, "max").value_or(0) - 1});
            }
        }
    }

    static void read_merges(const pugi::xml_node& merges, SheetBuilder& builder) {
        for (const pugi::xml_node& node : merges.children()) {
            const std::string_view range = attribute_value(node, "ref");
            const auto colon = std::min(range.find(':'), range.size());
            const auto first = parse_reference(range.substr(0, colon));
            const auto last = parse_reference(range.substr(std::min(colon + 1, range.size())));
            if (first && last && first->column >= 1 && first->row >= 1 && last->row > first->row) {
                builder.merge({first->row, last->row}, first->column - 1);
            }
        }
    }

    ZipFile* archive_;
    SheetBudget budget_;
    std::vector<std::string> strings_;
    std::vector<NumberFormat> formats_;
    std::size_t formulas_ = 0;    ///< without a stored value
    DateSystem dates_ = DateSystem::from_1900;
};

}    // namespace

std::string office_main_part(ZipFile& archive) {
    for (const auto& [id, part] : relationships_of(archive, "")) {
        if (part.type == "officeDocument") {
            return part.path;
        }
    }
    return archive.has("xl/workbook.xml") ? "xl/workbook.xml" : "";
}

Spreadsheet read_xlsx(ZipFile& archive, const std::string& main_part) {
    return WorkbookReader{archive}.read(main_part);
}

}    // namespace lmsection
