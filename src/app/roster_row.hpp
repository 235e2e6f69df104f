#pragma once

#include "list_table.hpp"
#include "lmsection/app/appointment.hpp"
#include "lmsection/app/session.hpp"
#include "lmsection/domain/list_value.hpp"
#include "lmsection/domain/typed_date.hpp"
#include "roster_field.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// What was skipped, tidied and assumed in a roster, collected for the whole file.
struct RosterRemarks {
    std::vector<std::string> tidied;           ///< "SUSAN PARK is Susan Park"
    std::vector<std::string> turned;           ///< "'Lee, Ann' is Ann Lee"
    std::vector<std::string> vacant;           ///< "line 23 (Library Consulting, chair)"
    std::vector<std::string> skipped;          ///< "line 30 'Updated in October'"
    std::vector<std::string> unknown_roles;    ///< "line 7 'Webmaster'"
    std::vector<std::string> dates;            ///< "'June 30' is June 30, 2027"
    std::vector<std::string> past;             ///< "line 9 'Ana Diaz member, resigned'"
    std::vector<std::string> role_words;       ///< "line 4 'Acting Chair'"
    std::vector<std::string> renewed;          ///< "line 3 Ana Diaz to 2027-06-30"
    std::vector<std::string> halves;           ///< "line 8 'Diaz'"
    std::vector<std::string> ended;            ///< "Ana Diaz"
    std::vector<std::string> members;          ///< rows without a role
    std::vector<std::string> starts;           ///< rows whose start follows from the end
    std::vector<std::string> current;          ///< rows without a day, which begin this year
    std::vector<std::string> ends;             ///< rows whose end follows from the start
    std::vector<std::string> filled;           ///< rows with the group of the row above
    std::set<std::string> role_headings;       ///< "Members:"
    std::set<std::string> group_sources;       ///< "the sheet's name", "headings"
    std::vector<std::string> warnings;         ///< about single rows

    /// The sentences to show.
    [[nodiscard]] std::vector<std::string> sentences() const;
};

/// The group that a cell of a list names, in the words that people use: "Mgmt Best Practices",
/// "Middle Managers IG", "HRD (all)". `on`: as for `Session::find_group_to_change`.
[[nodiscard]] Outcome<Group> find_listed_group(const Session& session, const std::string& text,
                                               std::optional<Date> on = std::nullopt);

/// Reads the rows of one table of a roster, top to bottom.
class RosterRows {
public:
    /// `own`: the file has the program's own columns and is read strictly.
    RosterRows(const Session& session, const std::string& file, const ListTable& table, bool own,
               RosterRemarks& remarks);

    /// Reads rows from now on only to compare them: nothing that they do not say is assumed, and a
    /// row that names no group has an appointment without one.
    void only_compare() { comparing_ = true; }
    /// Whether the table says somewhere in which groups its people serve.
    [[nodiscard]] bool names_groups() const;

    /// What a row says: appointments, faults, or neither where it is skipped.
    struct Read {
        std::vector<ListedAppointment> appointments = {};
        std::vector<Fault> faults = {};
    };
    [[nodiscard]] Read read(const ListRow& row);
    /// Where a row is: "line 3" or "sheet 'HRD', row 3".
    [[nodiscard]] std::string at(const ListRow& row) const { return place_of(table_, row.number); }
    /// The cells of the row just read, by field, for a file in which to correct it: with its group
    /// if that is not in the row, and with days in ISO 8601 if they can be read.
    [[nodiscard]] std::map<RosterField, std::string> cells_of(const ListRow& row) const;

private:
    [[nodiscard]] std::optional<std::size_t> column_of(const ListRow& row, RosterField field) const;
    [[nodiscard]] std::string cell(const ListRow& row, RosterField field) const;
    /// Whether one of the fields has a cell that is not empty.
    [[nodiscard]] bool has_any(const ListRow& row, std::initializer_list<RosterField> fields) const;
    /// "line 3 'Updated in October'"
    [[nodiscard]] std::string quoted(const ListRow& row) const;
    [[nodiscard]] NumberOrder order_of(const ListRow& row, RosterField field) const;
    void find_orders();
    void add_order_warning(std::size_t column, const std::string& example);
    void find_group_of_table();
    [[nodiscard]] std::string group_in_heading(std::string_view text) const;
    [[nodiscard]] bool precedes_people(const ListRow& row) const;
    [[nodiscard]] bool is_between_headed_rows(const ListRow& row) const;
    [[nodiscard]] bool may_be_person(const std::string& text) const;
    [[nodiscard]] bool takes_as_heading(const ListRow& row);
    [[nodiscard]] bool takes_as_heading_of_role(const std::string& text);
    void begin_group(std::string named);
    [[nodiscard]] bool skips(const ListRow& row);
    [[nodiscard]] bool has_left(const ListRow& row) const;
    [[nodiscard]] bool is_vacant_seat(const ListRow& row);
    [[nodiscard]] std::vector<Fault> errors_in(const ListRow& row) const;
    [[nodiscard]] std::optional<Fault> too_many_cells(const ListRow& row) const;
    std::vector<Group> groups_of(const ListRow& row, std::vector<Fault>& faults,
                                 std::string& typed);
    [[nodiscard]] Outcome<std::vector<Group>> find_groups(const std::string& text);
    void read_person(const ListRow& row, ListedAppointment& listed, std::string& role,
                     std::vector<Fault>& faults);
    [[nodiscard]] std::string full_name(const ListRow& row, std::string& role, std::string& email);
    void read_role(const ListRow& row, const std::string& role, ListedAppointment& listed,
                   std::vector<Fault>& faults);
    void read_dates(const ListRow& row, TermRequest& request, std::vector<Fault>& faults);
    void add_term(const ListRow& row, RosterField field, TermEdge edge, ListedTerm& total,
                  std::vector<Fault>& faults);
    void read_years(const ListRow& row, TermRequest& request, ListedTerm& total,
                    std::vector<Fault>& faults);
    void renew(const ListRow& row, ListedAppointment& listed, const Group& group);
    void assume(const ListRow& row, ListedAppointment& listed, const Group& group);

    const Session& session_;
    const std::string& file_;
    const ListTable& table_;
    bool own_;
    bool comparing_ = false;
    bool written_by_roster_ = false;    ///< has `group_slug`, so names are as recorded
    RosterRemarks& remarks_;
    std::map<std::size_t, NumberOrder> orders_;    ///< by column
    std::map<std::string, Outcome<std::vector<Group>>> groups_;
    std::string heading_role_;    ///< the role that the last heading names, such as "Members"
    std::string heading_;         ///< the last heading that names a group
    std::string last_group_;      ///< the last cell that does
    std::string row_group_;       ///< what names the group of the row just read
    std::string table_group_;     ///< the group that a title or the sheet's name names
    bool below_past_members_ = false;    ///< the last heading is one such as "Past members"
    std::size_t header_cells_ = 0;
    bool most_are_longer_ = false;
    bool names_only_ = false;    ///< no row has more than one cell
};

}    // namespace lmsection::app
