#include "lmsection/app/backup.hpp"

#include "lmsection/base/date.hpp"
#include "lmsection/store/backup.hpp"
#include "lmsection/store/file.hpp"
#include "lmsection/store/history.hpp"
#include "lmsection/store/integrity.hpp"
#include "lmsection/store/schema.hpp"
#include "record_check.hpp"

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

store::Opening opening_for(const Circumstances& circumstances) {
    return circumstances.dry_run ? store::Opening::touches_nothing : store::Opening::recovers;
}

/// The moment in the name of a dated copy of this database, such as `20261124-165800`; nothing if
/// the name has another form or an invalid moment.
std::optional<std::string> moment_of_copy(const fs::path& file, const fs::path& database) {
    const std::string name = file.filename().string();
    const std::string before = database.stem().string() + "-";
    const std::string after = database.extension().string();
    if (name.size() != before.size() + moment_form.size() + after.size() ||
        !name.starts_with(before) || !name.ends_with(after)) {
        return std::nullopt;
    }
    const std::string moment = name.substr(before.size(), moment_form.size());
    const bool has_form = std::equal(
        moment.begin(), moment.end(), moment_form.begin(), [](char c, char wanted) {
            return wanted == '-' ? c == '-' : std::isdigit(static_cast<unsigned char>(c)) != 0;
        });
    if (!has_form) {
        return std::nullopt;
    }
    const auto number = [&](std::size_t at) { return std::stoi(moment.substr(at, 2)); };
    const auto day = parse_iso_date(
        fmt::format("{}-{}-{}", moment.substr(0, 4), moment.substr(4, 2), moment.substr(6, 2)));
    const bool exists = day && number(9) < 24 && number(11) < 60 && number(13) <= 60;
    return exists ? std::optional{moment} : std::nullopt;
}

/// Whether a file is a copy of the section with this origin. Does not change the file.
bool is_copy_of(const fs::path& file, const std::optional<store::Origin>& origin) {
    try {
        const auto copy = store::Database::open_as_is(file, store::Opening::touches_nothing);
        store::require_ours(copy);
        return store::origin_of(copy) == origin;
    } catch (const StoreError&) {
        return false;
    }
}

struct DatedCopy {
    std::string moment;
    fs::path file;
};

/// The other dated copies of a section in the folder of a copy that was just made, oldest first.
std::vector<DatedCopy> other_copies(const fs::path& made, const fs::path& database,
                                    const std::optional<store::Origin>& origin) {
    std::vector<DatedCopy> copies;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator{made.parent_path(), error}) {
        const auto moment = moment_of_copy(entry.path(), database);
        if (moment && entry.path().filename() != made.filename() &&
            fs::is_regular_file(entry.symlink_status(error)) &&
            !store::is_same_file(entry.path(), database) && is_copy_of(entry.path(), origin)) {
            copies.push_back({*moment, entry.path()});
        }
    }
    if (error) {
        throw StoreError{fmt::format("{} cannot be read: {}", made.parent_path().string(),
                                     error.message()),
                         "the new copy was made; check the folder's permissions"};
    }
    std::ranges::sort(copies, {}, &DatedCopy::moment);
    return copies;
}

/// Chooses the copies to remove. Always keeps the one just made; copies with a later date, from a
/// clock that was or is wrong, are neither counted nor removed.
void choose_surplus(Backup& backup, const fs::path& database,
                    const std::optional<store::Origin>& origin, int keep) {
    const auto made = moment_of_copy(backup.file, database);
    auto copies = other_copies(backup.file, database, origin);
    const auto later = std::ranges::partition_point(copies, [&](const DatedCopy& copy) {
        return made && copy.moment <= *made;
    });
    const auto others = static_cast<std::size_t>(later - copies.begin());
    const std::size_t kept = std::min(others, static_cast<std::size_t>(keep) - 1);
    for (std::size_t i = 0; i < copies.size(); ++i) {
        if (i < others - kept) {
            backup.removed.push_back(copies[i].file);
        } else if (i >= others) {
            backup.dated_later.push_back(copies[i].file);
        }
    }
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
        throw StoreError{fmt::format("--keep needs a folder, but {} is not one",
                                     order.target.string()),
                         "name an existing folder"};
    }
    const fs::path& database = circumstances.database;
    return is_folder ? order.target / fmt::format("{}-{}{}", database.stem().string(),
                                                  moment_in_name(circumstances.now),
                                                  database.extension().string())
                     : order.target;
}

/// Checks a copy before it is used.
void require_sound(const store::Reader& copy) {
    store::require_ours(copy);
    for (const auto& faults : {store::damage_of(copy), store::schema_differences(copy)}) {
        if (!faults.empty()) {
            throw StoreError{fmt::format("{} is damaged ({})", copy.file().string(),
                                         faults.front()),
                             "restore another copy; nothing was changed"};
        }
    }
    require_sound_records(copy, ignore_progress);
}

/// The revision of the file that a copy replaces; nothing if it cannot be read.
std::optional<store::Revision> revision_in_place(const fs::path& file) {
    try {
        const auto database = store::Database::open_as_is(file, store::Opening::recovers);
        store::require_ours(database);
        return store::version_of(database) == store::schema_version()
                   ? std::optional{store::revision_of(database)}
                   : std::nullopt;
    } catch (const StoreError&) {
        return std::nullopt;    // restoring is the remedy for a damaged file
    }
}

/// Raises the restored file's revision above that of the file it replaced, so that calendar
/// programs accept the next update. Returns a warning if that fails, since the copy is already in
/// place.
std::optional<std::string> raise_revision(const Circumstances& circumstances,
                                          const store::Revision& before) {
    try {
        auto database = store::Database::open(circumstances.database, store::Access::writing);
        store::Transaction transaction{database};
        store::raise_revision(transaction.writer(), before, circumstances.now);
        transaction.commit();
        return std::nullopt;
    } catch (const StoreError& error) {
        return fmt::format("calendar programs may keep older dates until the next change ({})",
                           error.faults().front().what);
    }
}

}    // namespace

Backup back_up(const Circumstances& circumstances, const BackupOrder& order) {
    require_place(circumstances);
    Backup backup;
    backup.file = copy_name(circumstances, order);
    if (circumstances.dry_run) {
        store::refuse_copy_onto(circumstances.database, backup.file);
        if (!order.force) {
            store::refuse_existing(backup.file, store::remedy_for_taken_copy);
        }
    }
    const auto database = store::Database::open_as_is(circumstances.database,
                                                      opening_for(circumstances));
    store::require_ours(database);
    const fs::path& sized = circumstances.dry_run ? circumstances.database : backup.file;
    if (!circumstances.dry_run) {
        store::copy_to(database, backup.file, order.force, circumstances.progress);
    }
    std::error_code error;
    backup.bytes = fs::file_size(sized, error);
    if (order.keep) {
        choose_surplus(backup, circumstances.database, store::origin_of(database), *order.keep);
        if (!circumstances.dry_run) {
            std::ranges::for_each(backup.removed, remove_copy);
        }
    }
    return backup;
}

Restored restore(const Circumstances& circumstances, const fs::path& copy) {
    require_place(circumstances);
    std::error_code error;
    if (fs::equivalent(copy, circumstances.database, error)) {
        throw RefusedError{fmt::format("{} is the database itself", copy.string()),
                           "name the copy to restore from"};
    }
    store::require_copy(copy);
    const auto source = store::Database::open_as_is(copy, opening_for(circumstances));
    require_sound(source);
    Restored restored;
    restored.schema = store::version_of(source);
    if (circumstances.dry_run) {
        store::refuse_place(circumstances.database);
    } else {
        const auto before = revision_in_place(circumstances.database);
        restored.kept = store::put_in_place(source, circumstances.database);
        if (before && restored.schema == store::schema_version()) {
            restored.warning = raise_revision(circumstances, *before);
        }
    }
    return restored;
}

}    // namespace lmsection::app
