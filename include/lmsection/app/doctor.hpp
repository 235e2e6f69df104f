#pragma once

#include "lmsection/app/session.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace lmsection::app {

enum class Health { ok, warning, fault };
/// `ok`, `warning`, `fault`.
[[nodiscard]] std::string_view word(Health health);

/// The result of one check of a database.
struct Checkup {
    std::string_view check;    ///< "pages"
    Health health = Health::ok;
    std::string found;
    std::string remedy;    ///< what to do about it, or empty
};

/// Checks the database file, its contents and the files around it, without changing anything,
/// except that a crashed writer's journal is rolled back, as in every command. Works on damaged
/// files and on other programs' files. Throws a `StoreError` if there is no file.
void examine(const Circumstances& circumstances, const std::function<void(const Checkup&)>& visit);

/// Rewrites the file, so that no erased data is left in free space, and finishes a `person forget`
/// that crashed. A dry run does nothing.
void rewrite_file(const Circumstances& circumstances);

}    // namespace lmsection::app
