#include "lmsection/store/copies.hpp"

#include "copying.hpp"
#include "files.hpp"
#include "query.hpp"

#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <memory>
#include <string>
#include <system_error>

namespace lmsection::store {

namespace {

namespace fs = std::filesystem;

constexpr int busy_wait_ms = 5000;

/// `from` is in a transaction, so that its pages stay the same from step to step.
void copy_pages(SQLite::Database& from, SQLite::Database& to, const Progress& progress) {
    constexpr int pages_a_step = 1024;
    SQLite::Backup backup{to, from};
    for (int code = SQLITE_OK; code != SQLITE_DONE;) {
        code = backup.executeStep(pages_a_step);
        if (code != SQLITE_OK && code != SQLITE_DONE) {    // a writer held it for too long
            throw SQLite::Exception{sqlite3_errstr(code), code};
        }
        const auto pages = static_cast<std::size_t>(backup.getTotalPageCount());
        const auto left = static_cast<std::size_t>(backup.getRemainingPageCount());
        progress(pages - left, 2 * pages);
    }
}

/// A copy that has no name of its own yet; gone with the object unless it gets one.
class Draft {
public:
    explicit Draft(const fs::path& target) : target_(target), draft_(fresh_neighbour(target)) {}
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft() { remove_draft(draft_); }

    void fill(const Database& database, const Progress& progress = nobody_watches) {
        Database::Impl copy{target_, draft_, SQLite::OPEN_READWRITE};
        try {
            copy_pages(*database.impl().connection, *copy.connection, progress);
            const SQLite::Column verdict = copy.connection->execAndGet("PRAGMA integrity_check(1)");
            if (verdict.getString() != "ok") {
                throw StoreError{fmt::format("the database {} is damaged ({}), no copy was made",
                                             database.file().string(), verdict.getString()),
                                 "see 'lmsection doctor'; restore an older copy"};
            }
            progress(1, 1);
        } catch (const SQLite::Exception& failure) {
            throw store_error(failure, database.file());
        }
    }
    void give_name(Existing existing) { store::give_name(draft_, target_, existing); }

private:
    fs::path target_;
    fs::path draft_;
};

/// Keeps other programs out of a file for as long as it lives; one that is damaged beyond being
/// locked is used by nobody.
class Hold {
public:
    explicit Hold(const fs::path& file) {
        try {
            connection_ = std::make_unique<SQLite::Database>(fs::absolute(file).string(),
                                                             SQLite::OPEN_READWRITE, busy_wait_ms);
            connection_->exec("BEGIN EXCLUSIVE");
        } catch (const SQLite::Exception& failure) {
            constexpr int primary_bits = 0xff;
            const int code = failure.getErrorCode() & primary_bits;
            if (code != SQLITE_NOTADB && code != SQLITE_CORRUPT) {
                throw store_error(failure, file);
            }
        }
    }

private:
    std::unique_ptr<SQLite::Database> connection_;
};

/// A journal that could not be rolled back belongs to the file that is kept, and would harm the one
/// that takes its place.
void keep_journal(const fs::path& file, const fs::path& kept) {
    const std::string journal = file.string() + "-journal";
    std::error_code error;
    if (fs::exists(journal, error)) {
        fs::rename(journal, kept.string() + "-journal", error);
        if (error) {
            throw StoreError{fmt::format("{} cannot be put aside: {}", journal, error.message()),
                             "check the folder and try again"};
        }
    }
}

}    // namespace

void copy_to(const Database& database, const fs::path& target, bool may_replace,
             const Progress& progress) {
    std::error_code error;
    if (fs::equivalent(target, database.file(), error)) {
        throw RefusedError{fmt::format("{} is the database itself", target.string()),
                           "name another file"};
    }
    if (!may_replace) {
        refuse_taken(target, remedy_for_taken_copy);
    }
    Draft draft{target};
    draft.fill(database, progress);
    draft.give_name(may_replace ? Existing::replace : Existing::refuse);
}

std::optional<fs::path> put_in_place(const Database& database, const fs::path& file) {
    std::error_code error;
    const fs::path real = fs::exists(file, error) ? fs::canonical(file, error) : file;
    Draft draft{real};
    draft.fill(database);
    if (!fs::exists(real, error)) {
        draft.give_name(Existing::refuse);
        return std::nullopt;
    }
    const Hold hold{real};
    const fs::path kept = free_name(real.string() + ".before-restore");
    keep_as(real, kept);
    keep_journal(real, kept);
    draft.give_name(Existing::replace);
    return kept;
}

fs::path copy_before_update(const Database& database, int version) {
    const fs::path& file = database.file();
    // SQLite copies from no connection that is about to write.
    const Database reader = Database::look_into(file);
    fs::path name = free_name(fmt::format("{}.schema-{}", file.string(), version));
    copy_to(reader, name, false);
    return name;
}

}    // namespace lmsection::store
