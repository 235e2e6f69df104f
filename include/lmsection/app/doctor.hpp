#pragma once

#include "lmsection/app/session.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace lmsection::app {

enum class Health { ok, warning, fault };
/// `ok`, `warning`, `fault`.
[[nodiscard]] std::string_view word(Health health);

/// What one look at a database came to.
struct Checkup {
    std::string_view check;    ///< "pages"
    Health health = Health::ok;
    std::string found;
    std::string remedy;    ///< what to do about it; may be empty
};

/// Looks at the database's file, what is in it and what lies around it, and changes nothing; but a
/// crashed writer's journal is rolled back, as every command does. Works on damaged files and on
/// those of other programs. A `StoreError` where there is no file.
void examine(const Circumstances& circumstances, const std::function<void(const Checkup&)>& take);

/// Writes the file anew, so that nothing which was erased is left in its free room, and finishes
/// what a crash kept `person forget` from doing. Nothing with dry run.
void rewrite_file(const Circumstances& circumstances);

}    // namespace lmsection::app
