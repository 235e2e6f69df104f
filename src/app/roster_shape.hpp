#pragma once

#include "list_table.hpp"
#include "lmsection/app/session.hpp"

#include <span>
#include <string>

namespace lmsection::app {

/// The tables of a list of people in groups, as `find_tables` finds them. A table with several
/// people or groups in a row gets a row for each: where headers are roles above people ("Committee,
/// Chair, Members"), and where headers are groups above roles ("Name, Email, Member Experience,
/// Middle Managers"). The notes say what cannot be used.
[[nodiscard]] ListTables find_roster_tables(const Session& session, const Spreadsheet& file,
                                            const std::string& name,
                                            std::span<const ListField> fields,
                                            const ListChoices& choices);

}    // namespace lmsection::app
