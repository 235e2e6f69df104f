#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/person.hpp"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

// A list of seats that people edit in a spreadsheet: a slate, or whom to renew.

enum class SeatField { name, email, group_slug, group, role, years, part, start, not_used };

/// A row of a list, with its cells tidied.
struct SeatRow {
    std::string where;    ///< "slate.csv, line 3"
    std::map<SeatField, std::string> cells;

    [[nodiscard]] std::string cell(SeatField field) const;
};

/// The rows of a list that are not empty. Throws a `RefusedError` if the file is no list, or has no
/// column for the person or for one of `required`.
[[nodiscard]] std::vector<SeatRow> read_seat_list(std::string_view bytes, const std::string& name,
                                                  std::span<const SeatField> required);

/// The group of a row: by its slug, else by its name. A fault if they are different groups.
[[nodiscard]] Outcome<Group> group_of(const Session& session, const SeatRow& row, Date on);

/// The person of a row: on record by address, else by the whole name. Among people of the same name
/// it is the one for whom `is_candidate` returns true.
[[nodiscard]] Outcome<Person> person_of(const Session& session, const SeatRow& row,
                                        const std::function<bool(const Person&)>& is_candidate);

/// The years of a row's term; nothing if the cell is empty.
[[nodiscard]] Outcome<std::optional<int>> years_of(const SeatRow& row);

}    // namespace lmsection::app
