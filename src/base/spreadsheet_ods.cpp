#include "spreadsheet_ods.hpp"

#include "lmsection/base/error.hpp"
#include "lmsection/base/text.hpp"
#include "sheet_builder.hpp"
#include "sheet_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace lmsection {

namespace {

/// How often a row, column, cell or space is repeated: at least once.
std::int64_t repetitions(const pugi::xml_node& node, std::string_view attribute) {
    constexpr std::int64_t most = 1 << 24;
    const auto count = parse_number<std::int64_t>(attribute_value(node, attribute));
    return std::clamp<std::int64_t>(count.value_or(1), 1, most);
}

bool is_hidden(const pugi::xml_node& node) {
    return is_one_of(attribute_value(node, "visibility"), "collapse|filter");
}

/// Whether an element is one that only groups rows or columns: `table-rows`, `table-header-rows`,
/// `table-row-group`, and the same for columns.
bool is_group_of(const pugi::xml_node& node, std::string_view kind) {
    return is_element(node, fmt::format("table-{}s", kind)) ||
           is_element(node, fmt::format("table-header-{}s", kind)) ||
           is_element(node, fmt::format("table-{}-group", kind));
}

/// Reads the sheets of one document.
class DocumentReader {
public:
    explicit DocumentReader(ZipFile& archive)
        : archive_(&archive), budget_(archive.name(), SheetBudget::for_zip) {}

    Spreadsheet read() {
        refuse_encrypted();
        const auto xml = read_sheet_xml(*archive_, "content.xml", BlankText::kept);
        read_hidden_styles(child_element(xml->root(), "automatic-styles"));
        const pugi::xml_node body = child_element(child_element(xml->root(), "body"),
                                                  "spreadsheet");
        if (!body) {
            throw RefusedError{fmt::format("{} is an OpenDocument file, but not a spreadsheet",
                                           archive_->name()),
                               "save the list as .ods, .xlsx or .csv"};
        }
        Spreadsheet spreadsheet{.kind = SpreadsheetKind::ods};
        for (const pugi::xml_node& table : child_elements(body, "table")) {
            check_sheets(spreadsheet.sheets.size() + 1, archive_->name());
            spreadsheet.sheets.push_back(read_sheet(table));
        }
        add_formula_note(formulas_, spreadsheet.notes);
        return spreadsheet;
    }

private:
    void refuse_encrypted() {
        constexpr std::string_view manifest = "META-INF/manifest.xml";
        bool encrypted = archive_->has("encrypted-package");
        if (archive_->has(manifest)) {
            const auto xml = read_sheet_xml(*archive_, manifest, BlankText::dropped);
            for (const pugi::xml_node& entry : xml->root().children()) {
                encrypted = encrypted || child_element(entry, "encryption-data");
            }
        }
        if (encrypted) {
            throw RefusedError{fmt::format("{} is protected by a password", archive_->name()),
                               "save it without one"};
        }
    }

    void read_hidden_styles(const pugi::xml_node& styles) {
        for (const pugi::xml_node& style : styles.children()) {
            const auto properties = child_element(style, "table-properties");
            if (attribute_value(properties, "display") == "false") {
                hidden_styles_.emplace(attribute_value(style, "name"));
            }
        }
    }

    Sheet read_sheet(const pugi::xml_node& table) {
        Sheet sheet{
            .name = text_cell(std::string{attribute_value(table, "name")}).text,
            .hidden = hidden_styles_.contains(std::string{attribute_value(table, "style-name")})};
        SheetBuilder builder{sheet, budget_};
        std::int64_t column = 0;
        read_columns(table, builder, column, 0);
        std::int64_t number = 1;
        read_rows(table, builder, number, 0);
        builder.finish();
        return sheet;
    }

    /// Refuses elements inside one another, where they are followed, that are too many.
    void check_depth(int depth) const {
        constexpr int deepest = 32;
        if (depth > deepest) {
            throw RefusedError{fmt::format("{} has elements nested too deeply", archive_->name()),
                               "save the list as .xlsx or .csv"};
        }
    }

    /// `column` is the index of the next column.
    void read_columns(const pugi::xml_node& parent, SheetBuilder& builder, std::int64_t& column,
                      int depth) {
        check_depth(depth);
        for (const pugi::xml_node& node : parent.children()) {
            if (is_group_of(node, "column")) {
                read_columns(node, builder, column, depth + 1);
            } else if (is_element(node, "table-column")) {
                const auto count = repetitions(node, "number-columns-repeated");
                if (is_hidden(node)) {
                    builder.hide_columns({column, column + count - 1});
                }
                column += count;
            }
        }
    }

    /// `number` is the number of the next row.
    void read_rows(const pugi::xml_node& parent, SheetBuilder& builder, std::int64_t& number,
                   int depth) {
        check_depth(depth);
        for (const pugi::xml_node& node : parent.children()) {
            if (is_group_of(node, "row")) {
                read_rows(node, builder, number, depth + 1);
            } else if (is_element(node, "table-row")) {
                const auto count = repetitions(node, "number-rows-repeated");
                builder.start_row(number, is_hidden(node));
                read_cells(node, builder, number);
                builder.repeat_row(count);
                number += count;
            }
        }
    }

    void read_cells(const pugi::xml_node& row, SheetBuilder& builder, std::int64_t number) {
        std::int64_t column = 0;
        for (const pugi::xml_node& node : row.children()) {
            const bool covered = is_element(node, "covered-table-cell");
            if (!covered && !is_element(node, "table-cell")) {
                continue;
            }
            const auto count = repetitions(node, "number-columns-repeated");
            const SheetCell cell = covered ? SheetCell{} : cell_of(node);
            formulas_ += cell.text == formula_without_value ? 1U : 0U;
            if (cell.kind != CellKind::empty) {
                for (std::int64_t i = 0; i < count; ++i) {
                    builder.put(column + i, cell);
                }
                const auto rows = repetitions(node, "number-rows-spanned");
                if (rows > 1) {
                    builder.merge({number, number + rows - 1}, column);
                }
            }
            column += count;
        }
    }

    [[nodiscard]] SheetCell cell_of(const pugi::xml_node& cell) const {
        const std::string_view type = attribute_value(cell, "value-type");
        if (type.empty() && !attribute_value(cell, "formula").empty() && shown_text(cell).empty()) {
            return error_cell(std::string{formula_without_value});
        }
        if (std::string_view{cell.attribute("calcext:value-type").value()} == "error") {
            return error_cell(shown_text(cell));
        }
        if (is_one_of(type, "float|percentage|currency")) {
            if (const auto number = xml_number(attribute_value(cell, "value"))) {
                return number_cell(*number);
            }
        } else if (type == "date") {
            return as_shown(iso_date_cell(attribute_value(cell, "date-value")), shown_text(cell));
        } else if (type == "boolean") {
            return boolean_cell(attribute_value(cell, "boolean-value") == "true");
        } else if (type == "time") {
            if (const auto seconds = duration_seconds(attribute_value(cell, "time-value"))) {
                return time_cell(*seconds);
            }
        } else if (const auto text = attribute_value(cell, "string-value"); !text.empty()) {
            return text_cell(std::string{text});
        }
        return text_cell(shown_text(cell));
    }

    /// A date of which the cell shows only the month or the year, such as "June 2027", as that. It
    /// is then stored as the first day.
    static SheetCell as_shown(SheetCell cell, std::string_view shown) {
        constexpr std::size_t length_of_year = 4;
        constexpr std::size_t length_of_month = 7;
        if (!cell.date || cell.date->day() != date::day{1}) {
            return cell;
        }
        std::string spaced{shown};
        std::ranges::replace_if(spaced, std::not_fn(is_digit), ' ');
        const auto numbers = split(spaced, " ");
        const bool has_letters = std::ranges::any_of(shown, is_letter);
        const int year{cell.date->year()};
        const auto last = numbers.empty() ? std::nullopt : parse_number<int>(numbers.back());
        const bool ends_with_year = last && (*last == year || *last == year % 100);
        if (ends_with_year && numbers.size() == (has_letters ? 1U : 2U)) {
            cell.text.resize(length_of_month);
        } else if (ends_with_year && numbers.size() == 1) {
            cell.text.resize(length_of_year);
        }
        return cell;
    }

    /// The seconds of a length of time such as `PT14H30M05S`; a fraction is ignored.
    static std::optional<std::int64_t> duration_seconds(std::string_view text) {
        constexpr std::int64_t longest = 100000;    // hours
        if (!text.starts_with("PT")) {
            return std::nullopt;
        }
        text.remove_prefix(2);
        std::int64_t seconds = 0;
        for (const auto& [letter, factor] :
             {std::pair{'H', 3600}, std::pair{'M', 60}, std::pair{'S', 1}}) {
            const auto end = text.find(letter);
            if (end == std::string_view::npos) {
                continue;
            }
            const std::string_view whole = text.substr(0, std::min(end, text.find_first_of(".,")));
            const auto number = parse_number<std::int64_t>(whole);
            if (!number || *number < 0 || *number > longest * 3600 / factor) {
                return std::nullopt;
            }
            seconds += *number * factor;
            text.remove_prefix(end + 1);
        }
        return text.empty() ? std::optional{seconds} : std::nullopt;
    }

    /// The paragraphs of a cell, without annotations and drawings.
    [[nodiscard]] std::string shown_text(const pugi::xml_node& cell) const {
        std::string text;
        bool is_first = true;
        for (const pugi::xml_node& child : cell.children()) {
            if (is_element(child, "p")) {
                text += std::exchange(is_first, false) ? "" : "\n";
                add_paragraph(child, text, 0);
            }
        }
        return text;
    }

    /// Appends a paragraph or a part of it. White space is one space, and none at the start; other
    /// spaces are elements.
    void add_paragraph(const pugi::xml_node& parent, std::string& text, int depth) const {
        constexpr std::int64_t most_spaces = 1000;
        check_depth(depth);
        for (const pugi::xml_node& node : parent.children()) {
            if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
                add_collapsed(node.value(), text);
            } else if (is_element(node, "s")) {
                text.append(static_cast<std::size_t>(std::min(repetitions(node, "c"), most_spaces)),
                            ' ');
            } else if (is_element(node, "tab")) {
                text += '\t';
            } else if (is_element(node, "line-break")) {
                text += '\n';
            } else if (node.type() == pugi::node_element &&
                       !is_one_of(local_name(node.name()), "annotation|note|ruby-text")) {
                add_paragraph(node, text, depth + 1);
            }
        }
    }

    static void add_collapsed(std::string_view part, std::string& text) {
        for (const char c : part) {
            const bool follows = text.empty() || std::string_view{" \n\t"}.find(text.back()) !=
                                                     std::string_view::npos;
            if (std::string_view{" \t\r\n"}.find(c) == std::string_view::npos) {
                text += c;
            } else if (!follows) {
                text += ' ';
            }
        }
    }

    ZipFile* archive_;
    SheetBudget budget_;
    std::set<std::string> hidden_styles_;
    std::size_t formulas_ = 0;    ///< without a stored value
};

}    // namespace

Spreadsheet read_ods(ZipFile& archive) {
    return DocumentReader{archive}.read();
}

}    // namespace lmsection
