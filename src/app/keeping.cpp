#include "lmsection/app/keeping.hpp"

#include "lmsection/store/copies.hpp"
#include "lmsection/store/schema.hpp"
#include "lmsection/store/soundness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <system_error>

namespace lmsection::app {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view moment_form = "00000000-000000";

/// `20261124-165800` of `2026-11-24T16:58:00Z`, so that names sort by age.
std::string moment_in_name(const std::string& now) {
    std::string digits;
    for (const char c : now) {
        if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
            digits += c;
        } else if (c == 'T') {
            digits += '-';
        }
    }
    return digits;
}

/// Whether a name is one that `back_up` gives to the dated copies of this database.
bool is_dated_copy(const fs::path& file, const fs::path& database) {
    const std::string name = file.filename().string();
    const std::string before = database.stem().string() + "-";
    const std::string after = database.extension().string();
    if (name.size() != before.size() + moment_form.size() + after.size() ||
        !name.starts_with(before) || !name.ends_with(after)) {
        return false;
    }
    const std::string moment = name.substr(before.size(), moment_form.size());
    return std::equal(moment.begin(), moment.end(), moment_form.begin(), [](char c, char wanted) {
        return wanted == '-' ? c == '-' : std::isdigit(static_cast<unsigned char>(c)) != 0;
    });
}

std::vector<fs::path> dated_copies(const fs::path& folder, const fs::path& database) {
    std::vector<fs::path> copies;
    for (const auto& entry : fs::directory_iterator{folder}) {
        if (is_dated_copy(entry.path(), database) && entry.is_regular_file()) {
            copies.push_back(entry.path());
        }
    }
    std::sort(copies.begin(), copies.end());
    return copies;
}

/// The dated copies that are more than are to be kept, oldest first.
std::vector<fs::path> surplus_copies(const fs::path& newest, const fs::path& database, int keep) {
    auto copies = dated_copies(newest.parent_path(), database);
    const std::size_t kept = std::min(copies.size(), static_cast<std::size_t>(keep));
    copies.resize(copies.size() - kept);
    return copies;
}

void remove_copy(const fs::path& copy) {
    std::error_code error;
    if (!fs::remove(copy, error) && error) {
        throw StoreError{fmt::format("the older copy {} cannot be removed: {}", copy.string(),
                                     error.message()),
                         "the new copy was made; check the folder's permissions"};
    }
}

fs::path copy_name(const Circumstances& circumstances, const BackupOrder& order) {
    std::error_code error;
    const bool is_folder = fs::is_directory(order.target, error);
    if (!is_folder && order.keep) {
        throw StoreError{fmt::format("--keep needs a folder, and {} is none",
                                     order.target.string()),
                         "name a folder that is there"};
    }
    const fs::path& database = circumstances.database;
    return is_folder ? order.target / fmt::format("{}-{}{}", database.stem().string(),
                                                  moment_in_name(circumstances.now),
                                                  database.extension().string())
                     : order.target;
}

/// Looks at a copy before it is trusted.
void require_sound(const store::Database& copy) {
    store::require_ours(copy);
    for (const auto& faults : {store::damage_of(copy), store::broken_references(copy),
                               store::schema_differences(copy)}) {
        if (!faults.empty()) {
            throw StoreError{fmt::format("{} is damaged ({})", copy.file().string(),
                                         faults.front()),
                             "restore another copy; nothing was changed"};
        }
    }
}

}    // namespace

Backup back_up(const Circumstances& circumstances, const BackupOrder& order) {
    require_place(circumstances);
    Backup backup;
    backup.file = copy_name(circumstances, order);
    if (circumstances.dry_run && !order.force) {
        store::refuse_taken(backup.file, store::remedy_for_taken_copy);
    }
    const auto database = store::Database::look_into(circumstances.database);
    store::require_ours(database);
    if (circumstances.dry_run) {
        backup.bytes = fs::file_size(circumstances.database);
        return backup;
    }
    store::copy_to(database, backup.file, order.force, circumstances.progress);
    backup.bytes = fs::file_size(backup.file);
    if (order.keep) {
        backup.removed = surplus_copies(backup.file, circumstances.database, *order.keep);
        std::for_each(backup.removed.begin(), backup.removed.end(), remove_copy);
    }
    return backup;
}

Restored restore(const Circumstances& circumstances, const fs::path& copy) {
    require_place(circumstances);
    std::error_code error;
    if (fs::equivalent(copy, circumstances.database, error)) {
        throw RefusedError{fmt::format("{} is the database itself", copy.string()),
                           "name the copy that is to take its place"};
    }
    store::require_copy(copy);
    const auto source = store::Database::look_into(copy);
    require_sound(source);
    Restored restored{store::version_of(source), std::nullopt};
    if (!circumstances.dry_run) {
        restored.kept = store::put_in_place(source, circumstances.database);
    }
    return restored;
}

}    // namespace lmsection::app
