#pragma once

#include "list_table.hpp"
#include "lmsection/base/spreadsheet.hpp"
#include "lmsection/domain/form_choice.hpp"
#include "volunteer_form_field.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lmsection::app {

/// How a column of a form's export is used.
struct FormColumn {
    enum class Use {
        none,      ///< not read
        field,     ///< the value of a field
        option,    ///< an answer that can be chosen, as a column of its own
        answer     ///< kept as text
    };
    Use use = Use::none;
    FormField field = FormField::not_used;
    std::optional<std::size_t> group = std::nullopt;    ///< of an option: the index of its group
    std::string question = {};                          ///< the header without the option
    std::string option = {};    ///< "Middle Managers" of "Which groups? [Middle Managers]"

    /// Whether it has the value of a field.
    [[nodiscard]] bool is(FormField one) const { return use == Use::field && field == one; }
};

/// A table of forms.
struct FormTable {
    ListTable table;
    std::vector<FormColumn> columns;    ///< one for each of the table
    bool is_list = false;               ///< `volunteer list` wrote it
};

/// Makes one header row of the two or three that services write: the texts of the questions in
/// Qualtrics, with rows of ids around them, and "Question [Option]" where options have a row of
/// their own, as in SurveyMonkey and below merged cells.
void merge_header_rows(Spreadsheet& file, std::span<const ListField> fields);
/// The index of the header row of a sheet: the one with the most headers above the first form, or
/// if none has any, the last one above it.
[[nodiscard]] std::optional<std::size_t> form_header(const Sheet& sheet,
                                                     std::span<const ListField> fields);

/// Decides how the columns of a table are used, and writes for the user how they are read.
/// `ignore_extra`: leave out other questions.
[[nodiscard]] FormTable form_table(ListTable table, std::span<const ListField> fields,
                                   const FormChoiceReader& groups, bool ignore_extra);

}    // namespace lmsection::app
