#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/person.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// What to compare with a list.
struct ReconcileQuery {
    /// Empty: the groups in the list, or all if it names none.
    std::vector<Group> groups = {};
    Date on{};                               ///< who serves on this day
    std::vector<std::string> map = {};       ///< "FIELD=COLUMN"
    std::vector<std::string> ignore = {};    ///< columns to leave out
    std::string sheet = {};                  ///< read only this sheet
};

enum class ListSide { only_here, only_there, different };
/// `only-here`, the word used in scripts.
[[nodiscard]] std::string_view word(ListSide side);

/// A person in a group, or in the whole list if it names no groups, on whom the roster and the list
/// differ.
struct ListDifference {
    ListSide side = ListSide::different;
    std::vector<std::string> fields;    ///< of different ones: name, email, role, start, end
    std::optional<Group> group;
    std::optional<Person> person;    ///< on record
    // To record what the list says: its role and days where it has them, and otherwise those on
    // record.
    std::string name;
    std::string email;
    std::optional<Role> role;
    std::optional<Date> start;
    std::optional<Date> end;
    std::string here;         ///< what the record says, for people
    std::string there;        ///< what the list says
    std::string place;        ///< the row of the list: "line 3"
    std::string new_name;     ///< the list's name if it differs
    std::string new_email;    ///< the list's address if it differs
    bool is_term = false;     ///< the list is a roster, so that the difference is about a term
    bool is_shown = true;     ///< false: it was shown before
    std::optional<Date> seen_on = std::nullopt;    ///< when it was shown first, if that is kept
};

/// The result of a comparison.
struct Reconciled {
    std::vector<ListDifference> differences;    ///< in the order of the roster
    std::vector<std::string> columns;           ///< how each column was read
    std::vector<std::string> notes;             ///< what was skipped and chosen, as sentences
    std::vector<std::string> warnings;
    std::size_t people_here = 0;     ///< seats or people that were compared
    std::size_t people_there = 0;    ///< rows that were compared
};

/// Compares the roster with a list in any layout that `appoint_from` reads, or one of people
/// without groups, or a text of addresses only. People are matched by any address they ever had,
/// then by their whole name. Only what the list says is compared. Throws a `RefusedError` if the
/// list cannot be read.
[[nodiscard]] Reconciled reconcile(const Session& session, std::string_view bytes,
                                   const std::string& name, const ReconcileQuery& query);

/// What is known of the differences that a comparison found before.
struct Remembered {
    std::size_t shown_before = 0;
    std::size_t resolved = 0;     ///< those of the last comparison that are no more
    std::optional<Date> first;    ///< none: this is the first comparison with this name
};

/// Keeps the differences under a name for the next time, and marks those that were shown before.
[[nodiscard]] Remembered remember(WritingSession& session, const std::string& name,
                                  Reconciled& result);

}    // namespace lmsection::app
