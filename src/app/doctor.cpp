#include "lmsection/app/doctor.hpp"

#include "lmsection/app/handbook_adoption.hpp"
#include "lmsection/app/handbook_toml.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/store/forget.hpp"
#include "lmsection/store/handbook.hpp"
#include "lmsection/store/integrity.hpp"
#include "lmsection/store/record_check.hpp"
#include "lmsection/store/schema.hpp"
#include "record_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>
#include <vector>

namespace lmsection::app {

namespace {

namespace fs = std::filesystem;
using Report = std::function<void(const Checkup&)>;

constexpr const char* restore_a_copy = "restore a copy with 'lmsection restore FILE'";

bool is_there(const fs::path& file) {
    std::error_code error;
    return fs::exists(file, error);
}

/// Summarizes lines: the first, and how many there are.
std::string first_of_many(const std::vector<std::string>& lines) {
    return lines.size() == 1 ? lines.front()
                             : fmt::format("{} faults, the first: {}", lines.size(), lines.front());
}

/// Runs a check; if the file is too damaged for it, reports that as a fault.
void attempt(const Report& report, std::string_view check, const std::function<void()>& work) {
    try {
        work();
    } catch (const StoreError& error) {
        const Fault& fault = error.faults().front();
        report({check, Health::fault, fault.what, fault.remedy});
    }
}

/// Runs a check that lists faults.
void attempt_list(const Report& report, std::string_view check,
                  const std::function<std::vector<std::string>()>& find, const char* well,
                  const char* remedy) {
    attempt(report, check, [&] {
        const auto faults = find();
        report(faults.empty() ? Checkup{check, Health::ok, well, ""}
                              : Checkup{check, Health::fault, first_of_many(faults), remedy});
    });
}

/// Checks whether the file is a section's database that this program can read.
bool check_identity(const store::Reader& database, const Report& report) {
    bool known = false;
    attempt(report, "identity", [&] {
        const int version = store::version_of(database);
        if (!store::is_marked_ours(database) || version < 1) {
            report({"identity", Health::fault, "it is not a section's database",
                    "name another with --db"});
        } else if (version > store::schema_version()) {
            report({"identity", Health::fault,
                    fmt::format("schema {}, but this lmsection reads only up to {}", version,
                                store::schema_version()),
                    "install a newer lmsection"});
        } else {
            known = true;
            report({"identity", Health::ok,
                    version < store::schema_version()
                        ? fmt::format("schema {}; the next command updates it", version)
                        : fmt::format("schema {}", version),
                    ""});
        }
    });
    return known;
}

/// The handbook's vocabulary; empty if it cannot be read, which another check reports.
store::HandbookWords handbook_words(const store::Reader& database) {
    try {
        return words_of(read_handbook(store::load_handbook(database), "the handbook"));
    } catch (const RefusedError&) {
        return {};
    }
}

/// The text of the first flaw, and the number of flaws.
struct FlawCount {
    std::size_t count = 0;
    std::string first;
    std::string remedy;

    void add(const store::RecordFlaw& flaw) {
        if (count++ == 0) {
            first = flaw.text();
            remedy = flaw.fault.remedy;
        }
    }
    [[nodiscard]] std::string text(std::string_view noun) const {
        return count == 1 ? first : fmt::format("{} {}, the first: {}", count, noun, first);
    }
};

void check_records(const store::Reader& database, const Progress& progress, const Report& report) {
    FlawCount faults;
    FlawCount warnings;
    store::check_records(
        database, handbook_words(database),
        [&](const store::RecordFlaw& flaw) {
            (flaw.severity == store::Severity::fault ? faults : warnings).add(flaw);
            return true;
        },
        progress);
    if (faults.count > 0) {
        report({"records", Health::fault, faults.text("faults"),
                fmt::format("{}; or restore a copy with 'lmsection restore FILE'", faults.remedy)});
    } else if (warnings.count > 0) {
        report({"records", Health::warning, warnings.text("warnings"), warnings.remedy});
    } else {
        report({"records", Health::ok, "no problems found", ""});
    }
}

void check_handbook(const store::Reader& database, const Report& report) {
    try {
        const Handbook handbook = read_handbook(store::load_handbook(database), "the handbook");
        const auto newer = newer_edition(handbook);
        report(
            {"handbook", Health::ok,
             fmt::format("{}, edition {}", handbook.section_name, handbook.edition),
             newer ? fmt::format("edition {} is built in; see 'lmsection handbook adopt --dry-run'",
                                 *newer)
                   : ""});
    } catch (const RefusedError& error) {
        report({"handbook", Health::fault, error.faults().front().what, restore_a_copy});
    }
}

void check_erased(const store::Reader& database, const Report& report) {
    const auto pages = store::free_pages(database);
    if (store::is_forgetting(database)) {
        report({"erased", Health::warning, "'person forget' was interrupted before it finished",
                "finish it with 'lmsection doctor --rewrite'"});
    } else {
        report({"erased", Health::ok,
                fmt::format("{} free pages, overwritten when they were freed", pages), ""});
    }
}

void check_content(const store::Reader& database, const Progress& progress, const Report& report) {
    attempt_list(
        report, "pages", [&] { return store::damage_of(database); }, "whole", restore_a_copy);
    if (!check_identity(database, report)) {
        return;
    }
    attempt_list(
        report, "schema", [&] { return store::schema_differences(database); },
        "as lmsection makes it",
        "do not trust the file: run 'lmsection export' and import the result with 'lmsection "
        "import', or restore a copy");
    attempt_list(
        report, "references", [&] { return store::broken_references(database); }, "all resolve",
        restore_a_copy);
    attempt(report, "records", [&] { check_records(database, progress, report); });
    attempt(report, "handbook", [&] { check_handbook(database, report); });
    attempt(report, "erased", [&] { check_erased(database, report); });
}

void check_permissions(const fs::path& file, const Report& report) {
    constexpr auto others = fs::perms::group_all | fs::perms::others_all;
    std::error_code error;
    const fs::perms mode = fs::status(file, error).permissions();
    if ((mode & others) == fs::perms::none) {
        report({"permissions", Health::ok, "only its owner can read it", ""});
    } else {
        report({"permissions", Health::warning, "users other than its owner can read or write it",
                fmt::format("chmod 600 '{}'", file.string())});
    }
}

void check_folder(const fs::path& file, const Report& report) {
    constexpr auto others = fs::perms::group_write | fs::perms::others_write;
    const fs::path folder = fs::absolute(file).parent_path();
    std::error_code error;
    const fs::perms mode = fs::status(folder, error).permissions();
    const bool sticky = (mode & fs::perms::sticky_bit) != fs::perms::none;
    if ((mode & others) == fs::perms::none || sticky) {
        report({"folder", Health::ok, "other users cannot replace the file", ""});
    } else {
        report({"folder", Health::warning, "other users can replace the file in its folder",
                fmt::format("chmod go-w '{}'", folder.string())});
    }
}

struct SyncMark {
    std::string_view name;
    std::string_view service;
};

/// The names of file-sync services' folders, in lower case.
constexpr std::array folder_names{
    SyncMark{"dropbox", "Dropbox"},
    SyncMark{"onedrive", "OneDrive"},
    SyncMark{"nextcloud", "Nextcloud"},
    SyncMark{"owncloud", "ownCloud"},
    SyncMark{"google drive", "Google Drive"},
    SyncMark{"googledrive", "Google Drive"},
    SyncMark{"my drive", "Google Drive"},
    SyncMark{"icloud", "iCloud"},
    SyncMark{"mobile documents", "iCloud"},
    SyncMark{"syncthing", "Syncthing"},
    SyncMark{"pcloud", "pCloud"},
    SyncMark{"seafile", "Seafile"},
};

/// Files that such services leave in a synced folder.
constexpr std::array folder_marks{
    SyncMark{".dropbox", "Dropbox"},
    SyncMark{".dropbox.cache", "Dropbox"},
    SyncMark{".stfolder", "Syncthing"},
    SyncMark{".nextcloudsync.log", "Nextcloud"},
    SyncMark{".owncloudsync.log", "ownCloud"},
    SyncMark{".sync_journal.db", "Nextcloud"},
    SyncMark{".tmp.drivedownload", "Google Drive"},
    SyncMark{".SeaDrive", "Seafile"},
};

std::optional<std::string_view> service_of_folder(const fs::path& folder) {
    const std::string name = folder.filename().string();
    const std::string plain = is_utf8(name) ? lower_case(name) : name;
    const SyncMark* mark = first_that(folder_names, [&](const SyncMark& one) {
        return plain.starts_with(one.name);
    });
    if (mark == nullptr) {
        mark = first_that(folder_marks, [&](const SyncMark& one) {
            return is_there(folder / std::string{one.name});
        });
    }
    return mark == nullptr ? std::nullopt : std::optional{mark->service};
}

void check_sharing(const fs::path& file, const Report& report) {
    std::error_code error;
    fs::path folder = fs::weakly_canonical(file, error).parent_path();
    while (folder.has_relative_path()) {
        if (const auto service = service_of_folder(folder)) {
            report({"sharing", Health::warning,
                    fmt::format(
                        "{} syncs {}, and may copy a half-finished change or combine two files",
                        *service, folder.string()),
                    "keep it elsewhere, and share copies made with 'lmsection backup'"});
            return;
        }
        folder = folder.parent_path();
    }
    report({"sharing", Health::ok, "not in a folder that a service syncs", ""});
}

/// Files beside a database that belong to it.
std::vector<std::string> side_files(const fs::path& file, std::string_view kind) {
    std::vector<std::string> names;
    const std::string start = file.filename().string() + std::string{kind};
    std::error_code error;
    for (const auto& entry :
         fs::directory_iterator{fs::absolute(file).parent_path(),
                                fs::directory_options::skip_permission_denied, error}) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(start)) {
            names.push_back(name);
        }
    }
    std::ranges::sort(names);
    return names;
}

void check_left_overs(const fs::path& file, const Report& report) {
    const auto drafts = side_files(file, ".new-");
    if (!drafts.empty()) {
        report({"left-overs", Health::warning,
                fmt::format("{} is an unfinished file left by a crash", drafts.front()),
                "delete it when no command is running"});
    }
    auto copies = side_files(file, ".before-restore");
    const auto older = side_files(file, ".schema-");
    append(copies, older);
    if (!copies.empty()) {
        report({"copies", Health::ok,
                fmt::format("{} beside it, from a restore or an update: {}", copies.size(),
                            copies.front()),
                ""});
    }
}

/// Whether this journal was left before anything was changed: SQLite writes its header last, and
/// ignores a journal without one.
bool is_unwritten(const fs::path& journal) {
    std::ifstream stream{journal, std::ios::binary};
    const int first = stream.get();
    return first == 0 || stream.eof();
}

/// `had_journal`: whether there was a journal before the file was opened, which rolls it back.
void check_journal(const fs::path& file, bool had_journal, const Report& report) {
    const bool has_one = is_there(file.string() + "-journal");
    if (!had_journal && !has_one) {
        report({"crash", Health::ok, "no command was interrupted", ""});
    } else if (!has_one) {
        report({"crash", Health::warning,
                "a command was interrupted; its partial changes were rolled back",
                "run the command again"});
    } else if (is_unwritten(file.string() + "-journal")) {
        report({"crash", Health::warning,
                "a command is running, or was interrupted before it changed anything",
                "nothing to do; the next command that writes removes the journal"});
    } else {
        report({"crash", Health::warning,
                "another program is writing, or a journal cannot be rolled back",
                "try again in a moment; then check the permissions of the file and its folder"});
    }
}

/// Whether the header says WAL mode, which opening the file switches off.
bool is_in_wal_mode(const fs::path& file) {
    constexpr std::size_t read_version_at = 19;
    constexpr char wal = 2;
    std::array<char, read_version_at + 1> header{};
    std::ifstream stream{file, std::ios::binary};
    return stream.read(header.data(), header.size()) && header[read_version_at] == wal;
}

}    // namespace

std::string_view word(Health health) {
    return word_at(health, {"ok", "warning", "fault"});
}

void examine(const Circumstances& circumstances, const Report& report) {
    require_place(circumstances);
    const fs::path& file = circumstances.database;
    const bool had_journal = is_there(file.string() + "-journal");
    if (is_there(file)) {
        attempt(report, "file", [&] {
            const bool was_wal = is_in_wal_mode(file);
            const auto opening = circumstances.dry_run ? store::Opening::touches_nothing
                                                       : store::Opening::recovers;
            const auto database = store::Database::open_as_is(file, opening);
            if (was_wal) {
                report({"journal", Health::warning,
                        "another program had put the file in WAL mode; it was switched back",
                        "do not let other programs write to it"});
            }
            check_content(database, circumstances.progress, report);
        });
    } else {
        store::Database::open_as_is(file);    // throws, since there is no file
    }
    check_journal(file, had_journal, report);
    check_permissions(file, report);
    check_folder(file, report);
    check_sharing(file, report);
    check_left_overs(file, report);
}

void rewrite_file(const Circumstances& circumstances) {
    require_place(circumstances);
    if (circumstances.dry_run) {
        store::Database::open_untouched(circumstances.database, store::Access::reading);
        return;
    }
    auto database = store::Database::open(circumstances.database, store::Access::writing);
    store::compact(database);
}

}    // namespace lmsection::app
