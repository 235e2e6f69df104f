#pragma once

#include "lmsection/domain/report.hpp"
#include "lmsection/store/database.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// Parses a report's month as stored.
[[nodiscard]] Outcome<Month> parse_report_month(std::string_view text);

void insert_submission(Writer& database, std::int64_t id, const Submission& submission);
/// Deletes a submission; false if there was none.
bool delete_submission(Writer& database, GroupId group, Month report);
/// The reports submitted for a program year.
[[nodiscard]] std::vector<Submission> submissions_of(const Reader& database, ProgramYear year);

}    // namespace lmsection::store
