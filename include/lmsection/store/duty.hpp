#pragma once

#include "lmsection/domain/duty.hpp"
#include "lmsection/store/database.hpp"

#include <cstdint>
#include <vector>

namespace lmsection::store {

void insert_duty_mark(Writer& database, std::int64_t id, const DutyMark& mark);
/// Deletes the mark with this activity and day.
void delete_duty_mark(Writer& database, const DutyMark& mark);
/// The marks of a program year.
[[nodiscard]] std::vector<DutyMark> duty_marks_of(const Reader& database, ProgramYear year);

}    // namespace lmsection::store
