#pragma once

#include "list_table.hpp"
#include "lmsection/app/session.hpp"

#include <string>
#include <vector>

namespace lmsection::app {

/// Turns a table with several people or groups in a row into one with a row for each: where headers
/// are roles above people ("Committee, Chair, Members"), and where headers are groups above roles
/// ("Name, Email, Member Experience, Middle Managers"). Adds to `notes` what cannot be used.
void spread_rows(ListTable& table, const Session& session, std::vector<std::string>& notes);

}    // namespace lmsection::app
