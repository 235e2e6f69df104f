#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/app/volunteer.hpp"
#include "lmsection/domain/form_choice.hpp"
#include "lmsection/domain/form_value.hpp"
#include "lmsection/domain/typed_date.hpp"
#include "volunteer_form_table.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lmsection::app {

/// What was skipped, tidied and assumed in a file of forms, collected for the whole file.
struct FormRemarks {
    std::vector<std::string> skipped;          ///< "line 30 'Updated in October'"
    std::vector<std::string> unfinished;       ///< rows of responses that are not complete
    std::vector<std::string> previews;         ///< rows of previews, tests and spam
    std::vector<std::string> tidied;           ///< "'ling wu' is Ling Wu"
    std::vector<std::string> turned;           ///< "'Stone, Rob' is Rob Stone"
    std::vector<std::string> fuller;           ///< "Ana Diaz, not 'adiaz'"
    std::vector<std::string> no_addresses;     ///< "line 4 'anonymous'"
    std::vector<std::string> any_groups;       ///< "line 7 'Any / wherever needed'"
    std::vector<std::string> years;            ///< "'3-5 years' is 3"
    std::vector<std::string> yes_or_no;        ///< "'yes!' is yes"
    std::vector<std::string> library_types;    ///< "'Public library' is public"
    std::vector<std::string> undated;          ///< rows without a time stamp
    std::vector<std::string> warnings;         ///< about single rows

    /// The sentences to show.
    [[nodiscard]] std::vector<std::string> sentences() const;
};

/// A row as read.
struct ReadForm {
    std::size_t table = 0;    ///< which table it is in, and which row of it
    std::size_t row = 0;
    FormTime time;
    VolunteerForm form;
    std::vector<EmailAddress> further;    ///< addresses after the first one
    /// Keys that an earlier reading of the same row may have given the form; its own is the first.
    std::vector<std::string> keys;
    bool is_skipped = false;    ///< it is no form
    std::vector<Fault> faults;
    std::string id;    ///< these four are only in what `volunteer list` wrote
    std::optional<VolunteerState> state;
    std::optional<Group> group;
    std::optional<Person> reviewer;
    std::string replaced_by;
};

/// Reads the rows of one table of forms.
class FormRows {
public:
    FormRows(const Session& session, const std::string& file, const FormTable& table,
             const FormChoiceReader& groups, FormRemarks& remarks);

    [[nodiscard]] ReadForm read(const ListRow& row);
    /// Where a row is: "line 3" or "sheet 'Forms', row 3".
    [[nodiscard]] std::string at(const ListRow& row) const { return place_of(table_, row.number); }

private:
    /// The cells of a field that are not empty, with their columns.
    using Cells = std::vector<std::pair<std::size_t, std::string>>;

    [[nodiscard]] std::string cell(const ListRow& row, std::size_t column) const;
    [[nodiscard]] Cells cells(const ListRow& row, FormField field) const;
    [[nodiscard]] std::string first(const ListRow& row, FormField field) const;
    void find_order();
    [[nodiscard]] bool skips(const ListRow& row);
    [[nodiscard]] std::vector<Fault> errors_in(const ListRow& row) const;
    void read_time(const ListRow& row, ReadForm& read);
    [[nodiscard]] std::string read_name(const ListRow& row);
    [[nodiscard]] std::string tidy_name(const std::string& typed, bool in_parts);
    void read_person(const ListRow& row, ReadForm& read);
    void read_facts(const ListRow& row, ReadForm& read);
    void read_experience_cell(const ListRow& row, ReadForm& read);
    void read_newness(const ListRow& row, ReadForm& read);
    [[nodiscard]] std::string short_text(const ListRow& row, std::size_t column,
                                         const std::string& text);
    void read_choices(const ListRow& row, ReadForm& read);
    void add_choices(const ListRow& row, std::size_t column, const std::string& text, int rank);
    void add_option(const ListRow& row, std::size_t column);
    void add_answer(std::size_t column, const std::string& text);
    void read_listed(const ListRow& row, ReadForm& read);
    [[nodiscard]] std::vector<std::string> keys_of(const ListRow& row) const;
    void warn(const ListRow& row, const std::string& text) {
        remarks_.warnings.push_back(at(row) + ": " + text);
    }

    const Session& session_;
    const std::string& file_;
    const FormTable& form_table_;
    const ListTable& table_;
    const FormChoiceReader& groups_;
    FormRemarks& remarks_;
    NumberOrder order_ = NumberOrder::month_first;
    bool has_ranks_ = false;    ///< the columns of groups have ranks in their cells
    bool has_time_ = false;
    std::size_t header_cells_ = 0;
    // Of the row that is being read.
    std::vector<std::pair<std::string, std::string>> answers_;    ///< by question
    std::vector<std::pair<int, std::size_t>> choices_;            ///< rank and group
    bool says_any_ = false;
};

/// Identifies a form without revealing whose it is: a hash (FNV-1a) of the time stamp and the
/// person. It is stored, so it must never change.
[[nodiscard]] std::string form_key(const std::string& submitted, const std::string& email,
                                   const std::string& name);

}    // namespace lmsection::app
