#pragma once

#include "list_table.hpp"
#include "lmsection/app/session.hpp"
#include "lmsection/domain/column_guess.hpp"

#include <string_view>
#include <vector>

namespace lmsection::app {

/// The fields of a list of people in groups, in the order of `roster_fields`.
enum class RosterField {
    email,
    group,
    role,
    start,
    end,
    term,
    years,
    year,
    first_name,
    middle_name,
    last_name,
    suffix,
    institution,
    note,
    name,
    not_used,
};

/// The fields with their synonyms, for finding the columns of a roster. Groups and roles are
/// recognized by those of the section.
[[nodiscard]] std::vector<ListField> roster_fields(const Session& session);

/// Reads a column such as "Name" beside one for only the last or only the first name as the other
/// part of the name, unless its cells contain that part already.
void complete_names(ListTable& table);

/// Whether a header, spelled exactly so, is one that `appoint` has always read, or that `roster`
/// or another command writes for it.
[[nodiscard]] bool is_own_header(std::string_view header);
/// The names of the columns that `appoint` has always read.
[[nodiscard]] const std::vector<std::string>& own_headers();

}    // namespace lmsection::app
