#pragma once

#include "lmsection/base/progress.hpp"
#include "lmsection/domain/handbook.hpp"
#include "lmsection/store/database.hpp"
#include "lmsection/store/record_check.hpp"

namespace lmsection::app {

/// The words of a handbook that records are checked against.
[[nodiscard]] store::HandbookWords words_of(const Handbook& handbook);

/// Refuses a database with a record that would do harm, or with a handbook that cannot be read: a
/// `StoreError` that names the first one. What is only a warning passes.
void require_sound_records(const store::Database& database, const Progress& progress);

}    // namespace lmsection::app
