#pragma once

#include "lmsection/app/csv_file.hpp"
#include "lmsection/app/session.hpp"

#include <functional>
#include <vector>

namespace lmsection::app {

/// Takes the records of a file one after another, within a change, and tells how far it is. All
/// that `take` finds wrong is told with its line in one `RefusedError`, once every record was
/// looked at.
void take_records(const Session& session, const CsvFile& file,
                  const std::function<std::vector<Fault>(const CsvRecord&)>& take);

}    // namespace lmsection::app
