#include "volunteer_form_table.hpp"

#include "lmsection/base/list.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/form_value.hpp"
#include "lmsection/domain/list_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace lmsection::app {

namespace {

std::string on_one_line(std::string_view text) {
    return joined(split_text(text, "\r\n"), " ");
}

std::string_view text_at(const SheetRow& row, std::size_t column) {
    return column < row.cells.size() ? std::string_view{row.cells[column].text}
                                     : std::string_view{};
}

void set_text(SheetRow& row, std::size_t column, std::string text) {
    if (row.cells.size() <= column) {
        row.cells.resize(column + 1);
    }
    row.cells[column] = {};
    row.cells[column].kind = CellKind::text;
    row.cells[column].text = std::move(text);
}

/// Whether a row has what only a form has: an address or a time.
bool is_data(const SheetRow& row) {
    return std::ranges::any_of(row.cells, [](const SheetCell& cell) {
        return has_address(cell.text) || has_form_time(cell.text);
    });
}

/// Whether a header is one for a person's name, address or employer and nothing else.
bool is_person_header(std::string_view text, std::span<const ListField> fields) {
    static const auto employers = phrases(
        "company, employer, institution, organization, affiliation");
    constexpr auto first = static_cast<std::size_t>(FormField::email);
    constexpr auto last = static_cast<std::size_t>(FormField::last_name);
    return is_header(text, fields.subspan(first, last - first + 1)) ||
           contains(employers, header_key(text));
}

/// A header and the option of its question in it.
struct Question {
    std::string text;
    std::string option;
};

/// "Which groups? [Middle Managers]", "Which groups? - Selected Choice - Middle Managers".
Question split_question(const std::string& header) {
    const auto bracket = header.rfind('[');
    if (header.ends_with(']') && bracket != std::string::npos && bracket > 0) {
        return {tidied_text(header.substr(0, bracket)),
                tidied_text(header.substr(bracket + 1, header.size() - bracket - 2))};
    }
    constexpr std::string_view of_text = " - Text";
    if (header.ends_with(of_text)) {    // what was written beside an option
        return split_question(header.substr(0, header.size() - of_text.size()));
    }
    const auto dash = header.rfind(" - ");
    if (dash == std::string::npos || dash == 0) {
        return {header, ""};
    }
    std::string text = header.substr(0, dash);
    constexpr std::string_view selected = " - Selected Choice";
    if (text.ends_with(selected)) {
        text.resize(text.size() - selected.size());
    }
    return {text, tidied_text(header.substr(dash + 3))};
}

/// A header as it is looked up: "Email" for "Contact - Email", without what services add.
std::string usual_header(std::string header, std::span<const ListField> fields) {
    header = on_one_line(header);
    constexpr std::string_view selected = " - Selected Choice";
    if (header.ends_with(selected)) {
        header.resize(header.size() - selected.size());
    }
    if (is_of_service(header)) {
        return header;
    }
    const auto end = header.find_last_not_of("0123456789");
    if (end != std::string::npos && end + 1 < header.size() && header[end] != ' ' &&
        is_person_header(header.substr(0, end + 1), fields)) {    // Microsoft's "Name1"
        return header.substr(0, end + 1);
    }
    Question question = split_question(header);
    return !question.option.empty() && is_person_header(question.option, fields) ? question.option
                                                                                 : header;
}

/// The index of the row with the ids of Qualtrics' questions, the last of its header rows.
std::optional<std::size_t> import_ids(const Sheet& sheet) {
    constexpr std::size_t rows = 12;
    for (std::size_t i = 0; i < std::min(sheet.rows.size(), rows); ++i) {
        const auto& cells = sheet.rows[i].cells;
        const auto is_id = [](const SheetCell& cell) {
            return cell.text.starts_with("{\"ImportId\"") ||
                   cell.text.starts_with("{\"\"ImportId\"\"");
        };
        if (std::ranges::any_of(cells, is_id)) {
            return i;
        }
    }
    return std::nullopt;
}

/// The index of Qualtrics' row with short names, if the texts of the questions follow.
std::optional<std::size_t> short_names(const Sheet& sheet) {
    constexpr std::size_t rows = 10;
    static const auto names = phrases(
        "StartDate, EndDate, RecordedDate, IPAddress, ResponseId, ResponseID");
    for (std::size_t i = 0; i + 1 < std::min(sheet.rows.size(), rows); ++i) {
        for (std::size_t column = 0; column < sheet.rows[i].cells.size(); ++column) {
            const std::string_view below = text_at(sheet.rows[i + 1], column);
            if (contains(names, text_at(sheet.rows[i], column)) && !below.empty() &&
                below.find_first_of("0123456789") == std::string_view::npos) {
                return i;
            }
        }
    }
    return std::nullopt;
}

/// Whether an option is the place for an answer in the person's own words.
bool is_response(std::string_view option) {
    const std::string key = header_key(option);
    return key == "response" || key == "open ended response";
}

/// Whether the row below a header row has the options of its questions.
bool has_options_below(const SheetRow& header, const SheetRow& below,
                       std::span<const ListField> fields) {
    if (is_data(below)) {
        return false;
    }
    bool is_split = false;
    bool has_gap = false;
    bool only_responses = true;
    for (std::size_t i = 0; i < std::max(header.cells.size(), below.cells.size()); ++i) {
        const std::string_view above = text_at(header, i);
        const std::string_view text = text_at(below, i);
        is_split = is_split || (above.empty() && !text.empty());
        only_responses = only_responses && (text.empty() || is_response(text));
        has_gap = has_gap || (text.empty() && !above.empty() &&
                              (is_header(above, fields) || is_of_service(std::string{above})));
    }
    return has_gap && (is_split || only_responses);
}

/// Adds the options in the row below to the questions of a header row.
void add_options(SheetRow& header, const SheetRow& below, std::span<const ListField> fields) {
    std::string question;
    for (std::size_t i = 0; i < std::max(header.cells.size(), below.cells.size()); ++i) {
        const std::string own = on_one_line(text_at(header, i));
        const std::string option = on_one_line(text_at(below, i));
        question = own.empty() ? question : own;
        if (header_key(option).empty() || is_response(option)) {
            continue;
        }
        set_text(header, i,
                 is_person_header(option, fields) ? option
                                                  : fmt::format("{} [{}]", question, option));
    }
}

}    // namespace

std::optional<std::size_t> form_header(const Sheet& sheet, std::span<const ListField> fields) {
    constexpr std::size_t rows = 60;
    std::optional<std::size_t> best;
    std::optional<std::size_t> last;    // that may be one, whatever its words
    std::size_t most = 0;
    const std::size_t end = std::min(sheet.rows.size(), rows);
    std::size_t i = 0;
    for (; i < end && !is_data(sheet.rows[i]); ++i) {
        const auto texts = transformed(sheet.rows[i].cells, [&](const SheetCell& cell) {
            return usual_header(cell.text, fields);
        });
        const std::size_t filled = filled_cells(texts);
        const std::size_t score = header_score(texts, fields);
        last = filled > 1 ? std::optional{i} : last;
        if (filled > 1 && score > most) {
            most = score;
            best = i;
        }
    }
    return best || i == end ? best : last;
}

void merge_header_rows(Spreadsheet& file, std::span<const ListField> fields) {
    for (Sheet& sheet : file.sheets) {
        const auto at = [&](std::size_t row) {
            return sheet.rows.begin() + static_cast<std::ptrdiff_t>(row);
        };
        if (const auto ids = import_ids(sheet)) {
            sheet.rows.erase(at(*ids));
        }
        if (const auto names = short_names(sheet)) {
            SheetRow& texts = sheet.rows[*names + 1];
            for (std::size_t i = 0; i < sheet.rows[*names].cells.size(); ++i) {
                if (text_at(texts, i).empty()) {
                    set_text(texts, i, std::string{text_at(sheet.rows[*names], i)});
                }
            }
            sheet.rows.erase(at(*names));
        }
        const auto header = form_header(sheet, fields);
        if (!header) {
            continue;
        }
        if (*header + 1 < sheet.rows.size() &&
            has_options_below(sheet.rows[*header], sheet.rows[*header + 1], fields)) {
            add_options(sheet.rows[*header], sheet.rows[*header + 1], fields);
            sheet.rows.erase(at(*header + 1));
        }
        for (SheetCell& cell : sheet.rows[*header].cells) {
            if (cell.kind != CellKind::empty) {
                cell.text = usual_header(std::move(cell.text), fields);
            }
        }
    }
}

namespace {

/// Decides how the columns of one table are used.
class ColumnUses {
public:
    ColumnUses(ListTable table, std::span<const ListField> fields, const FormChoiceReader& groups,
               bool ignore_extra)
        : fields_(fields), groups_(groups), ignore_extra_(ignore_extra) {
        result_.table = std::move(table);
        result_.columns.resize(result_.table.columns.size());
    }

    FormTable run() {
        static const auto of_qualtrics = phrases(
            "finished, recordeddate, recorded date, responseid, progress");
        is_qualtrics_ = std::ranges::any_of(result_.table.columns, [](const ColumnReading& one) {
            return contains(of_qualtrics, header_key(one.header));
        });
        for (std::size_t i = 0; i < result_.columns.size(); ++i) {
            Question question = split_question(on_one_line(result_.table.columns[i].header));
            result_.columns[i].question = std::move(question.text);
            result_.columns[i].option = std::move(question.option);
        }
        find_options();
        for (std::size_t i = 0; i < result_.columns.size(); ++i) {
            if (result_.columns[i].use != FormColumn::Use::option) {
                decide(i);
            }
        }
        find_texts();
        use_start();
        return std::move(result_);
    }

private:
    [[nodiscard]] ColumnReading& reading(std::size_t i) { return result_.table.columns[i]; }
    [[nodiscard]] std::optional<FormField> field_of(std::size_t i) {
        const auto& field = reading(i).field;
        return field ? std::optional{static_cast<FormField>(*field)} : std::nullopt;
    }
    [[nodiscard]] bool is_users(std::size_t i) {
        const ColumnReason reason = reading(i).reason;
        return reason == ColumnReason::mapped || reason == ColumnReason::ignored ||
               (reason == ColumnReason::saved && reading(i).field);
    }

    /// How many of a column's cells, of those that are not empty, fulfill a condition.
    template <class Predicate>
    std::pair<std::size_t, std::size_t> count(std::size_t column, Predicate predicate) {
        std::pair<std::size_t, std::size_t> counts;
        for (const ListRow& row : result_.table.rows) {
            const std::string text = tidied_text(row.cells[column]);
            counts.second += text.empty() ? 0U : 1U;
            counts.first += !text.empty() && predicate(text) ? 1U : 0U;
        }
        return counts;
    }

    /// The group that a column is about, if its cells only say whether, or in which place, it was
    /// chosen.
    std::optional<std::size_t> group_of(std::size_t i) {
        const FormColumn& column = result_.columns[i];
        constexpr std::size_t longest = 120;
        const std::string& name = column.option.empty() ? column.question : column.option;
        const bool is_question = column.option.empty() &&
                                 (name.find('?') != std::string::npos || is_header(name, fields_));
        if (name.empty() || length_of(name) > longest || is_question) {
            return std::nullopt;
        }
        const auto group = groups_.find_in_heading(name);
        if (!group) {
            return std::nullopt;
        }
        const std::string key = header_key(name);
        const auto [fitting, all] = count(i, [&](const std::string& text) {
            return is_mark(text) || is_unmarked(text) || rank_in(text) || header_key(text) == key ||
                   groups_.find_in_heading(text) == group;
        });
        return fitting * 10 >= all * 8 ? group : std::nullopt;
    }

    void find_options() {
        std::set<std::string> questions;
        for (std::size_t i = 0; i < result_.columns.size(); ++i) {
            FormColumn& column = result_.columns[i];
            column.group = is_users(i) ? std::nullopt : group_of(i);
            if (column.group) {
                column.use = FormColumn::Use::option;
                reading(i).shown = "choices, as one of the groups";
                if (!column.option.empty()) {
                    questions.insert(column.question);
                }
            }
        }
        for (std::size_t i = 0; i < result_.columns.size(); ++i) {
            FormColumn& column = result_.columns[i];
            if (!column.group && !column.option.empty() && !is_users(i) &&
                questions.contains(column.question) && !is_choice_of_rank(i)) {
                use_as_other_answer(i);
            }
        }
    }

    void use_as_other_answer(std::size_t i) {
        result_.columns[i].use = FormColumn::Use::option;
        reading(i).shown = "choices, as another answer";
    }

    bool is_choice_of_rank(std::size_t i) {
        const auto field = field_of(i);
        return field && *field >= FormField::first_choice && *field < FormField::finished;
    }

    void leave_out(std::size_t i, std::string shown) {
        result_.columns[i].use = FormColumn::Use::none;
        reading(i).shown = std::move(shown);
    }

    /// Whether a field was found in words of a longer header only, but the cells say otherwise.
    bool is_misread(std::size_t i, FormField field) {
        const ListField& known = fields_[static_cast<std::size_t>(field)];
        if (!known.fits || reading(i).reason != ColumnReason::named ||
            is_header(reading(i).header, {&known, 1})) {
            return false;
        }
        const auto [fitting, all] = count(i, known.fits);
        return all > 0 && fitting * 10 < all * 2;
    }

    void decide(std::size_t i) {
        FormColumn& column = result_.columns[i];
        const std::string& header = reading(i).header;
        const auto field = field_of(i);
        if (is_users(i)) {
            column.use = field ? FormColumn::Use::field : FormColumn::Use::none;
            column.field = field.value_or(FormField::not_used);
            return;
        }
        const bool is_choice = field == FormField::choices || is_choice_of_rank(i);
        const bool is_needed = field == FormField::email || field == FormField::name ||
                               field == FormField::submitted || field == FormField::first_name ||
                               field == FormField::last_name;
        if (is_network_address(header)) {
            return leave_out(i, "left out, since network addresses are not stored");
        }
        const bool reads = field && !is_misread(i, *field);
        if (asks_demographics(header) && !(reads && (is_choice || is_needed))) {
            return leave_out(i, "left out, since such data about people is not stored");
        }
        const bool is_of_qualtrics = field == FormField::finished || field == FormField::progress ||
                                     field == FormField::status;
        const std::string& option = column.option;
        const bool is_contact = is_of_service(option) && header_key(option) != "no";
        if (is_of_service(header) || is_contact || is_other_time(i)) {
            return leave_out(i, "not used");
        }
        if (reads && (!is_of_qualtrics || is_qualtrics_)) {
            column.use = FormColumn::Use::field;
            column.field = *field;
            if (is_of_qualtrics) {
                reading(i).shown = "tells which responses are complete";
            }
            return;
        }
        reading(i).field.reset();
        reading(i).reason = ColumnReason::not_used;
        const bool is_empty = count(i, [](const std::string&) { return true; }).first == 0;
        if (ignore_extra_ || is_empty) {
            return leave_out(i, is_empty ? "not used" : "left out, as --ignore-extra says");
        }
        column.use = FormColumn::Use::answer;
        reading(i).shown = "kept as an answer";
    }

    /// Whether a column has a time of the service that is not when the form was sent.
    bool is_other_time(std::size_t i) {
        const auto field = field_of(i);
        return field == FormField::started ||
               (!field && is_header(reading(i).header, fields_.subspan(0, 2)));
    }

    /// Reads text beside a question about groups, such as that of "Other", as part of its answer.
    void find_texts() {
        std::set<std::string> questions;
        for (const FormColumn& column : result_.columns) {
            if (column.is(FormField::choices)) {
                questions.insert(column.question);
            }
        }
        for (std::size_t i = 0; i < result_.columns.size(); ++i) {
            const FormColumn& column = result_.columns[i];
            if (column.use == FormColumn::Use::answer && !column.option.empty() &&
                questions.contains(column.question)) {
                use_as_other_answer(i);
            }
        }
    }

    /// Takes the time at which people began, if nothing says when they sent the form.
    void use_start() {
        const bool has_time = std::ranges::any_of(result_.columns, [](const auto& column) {
            return column.is(FormField::submitted);
        });
        for (std::size_t i = 0; i < result_.columns.size() && !has_time; ++i) {
            if (field_of(i) == FormField::started && !is_users(i)) {
                result_.columns[i].use = FormColumn::Use::field;
                result_.columns[i].field = FormField::submitted;
                reading(i).shown = "submitted";
                return;
            }
        }
    }

    std::span<const ListField> fields_;
    const FormChoiceReader& groups_;
    bool ignore_extra_;
    bool is_qualtrics_ = false;
    FormTable result_;
};

/// Whether `volunteer list` wrote a table.
bool is_written_by_list(const ListTable& table) {
    return std::ranges::all_of(phrases("name, state, choices, submitted_on"),
                               [&](const std::string& header) {
                                   return contains(table.columns, header, &ColumnReading::header);
                               });
}

}    // namespace

FormTable form_table(ListTable table, std::span<const ListField> fields,
                     const FormChoiceReader& groups, bool ignore_extra) {
    if (!is_written_by_list(table)) {
        return ColumnUses{std::move(table), fields, groups, ignore_extra}.run();
    }
    FormTable result{.table = std::move(table), .columns = {}, .is_list = true};
    const auto& columns = result.table.columns;
    const bool has_slug = contains(columns, "group_slug", &ColumnReading::header);
    for (const ColumnReading& column : columns) {
        const auto field = listed_field(column.header);
        const bool is_used = field && *field != FormField::not_used &&
                             !(has_slug && column.header == "group");
        result.columns.push_back({.use = is_used ? FormColumn::Use::field : FormColumn::Use::none,
                                  .field = field.value_or(FormField::not_used)});
    }
    return result;
}

}    // namespace lmsection::app
