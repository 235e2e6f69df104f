#pragma once

#include "lmsection/base/progress.hpp"
#include "lmsection/domain/handbook.hpp"
#include "lmsection/store/database.hpp"
#include "lmsection/store/record_check.hpp"

namespace lmsection::app {

/// The handbook's vocabulary for checking records.
[[nodiscard]] store::HandbookWords words_of(const Handbook& handbook);

/// Throws a `StoreError` that names the first harmful record of a database, or its handbook if that
/// cannot be read. Ignores mere warnings.
void require_sound_records(const store::Reader& database, const Progress& progress);

}    // namespace lmsection::app
