#include "lmsection/store/backup.hpp"

#include "file_check.hpp"
#include "lmsection/store/file.hpp"
#include "lmsection/store/interruption.hpp"
#include "query.hpp"

#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <string>
#include <system_error>

namespace lmsection::store {

namespace {

namespace fs = std::filesystem;

/// `from` must be in a transaction, so that its pages stay the same between steps.
void copy_pages(SQLite::Database& from, SQLite::Database& to, const Progress& progress) {
    constexpr int pages_a_step = 1024;
    SQLite::Backup backup{to, from};
    for (int code = SQLITE_OK; code != SQLITE_DONE;) {
        stop_if_interrupted();
        code = backup.executeStep(pages_a_step);
        if (code != SQLITE_OK && code != SQLITE_DONE) {    // a writer locked it for too long
            throw SQLite::Exception{sqlite3_errstr(code), code};
        }
        const auto pages = static_cast<std::size_t>(backup.getTotalPageCount());
        const auto left = static_cast<std::size_t>(backup.getRemainingPageCount());
        progress(pages - left, 2 * pages);
    }
}

bool is_damage(const SQLite::Exception& failure) {
    const int code = primary_code(failure);
    return code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
}

/// Whether copying failed because of the source, not the target.
bool is_of_source(const SQLite::Exception& failure) {
    const int code = primary_code(failure);
    return is_damage(failure) || code == SQLITE_BUSY || code == SQLITE_LOCKED ||
           failure.getExtendedErrorCode() == SQLITE_IOERR_READ;
}

/// A device or a pipe would swallow a copy, or be replaced by it.
void refuse_other_than_file(const fs::path& file) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        throw RefusedError{fmt::format("{} is not a file that a copy can replace", file.string()),
                           "name another file"};
    }
}

/// A copy without a final name; deleted with the object unless it gets one.
class Draft {
public:
    explicit Draft(const fs::path& target) : target_(target), draft_(create_beside(target)) {}
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft() { remove_draft(draft_); }

    /// Copies without checking the source, which may be damaged.
    void fill_as_it_is(SQLite::Database& from) {
        Reader::Impl copy{target_, draft_, SQLite::OPEN_READWRITE};
        copy_pages(from, *copy.connection, ignore_progress);
    }
    void fill(const Reader& database, const Progress& progress = ignore_progress) {
        Reader::Impl copy{target_, draft_, SQLite::OPEN_READWRITE};
        try {
            copy_pages(*database.impl().connection, *copy.connection, progress);
            const SQLite::Column verdict = copy.connection->execAndGet("PRAGMA integrity_check(1)");
            if (verdict.getString() != "ok") {
                throw StoreError{fmt::format("the database {} is damaged ({}), so no copy was made",
                                             database.file().string(), verdict.getString()),
                                 "see 'lmsection doctor'; restore an older copy"};
            }
            progress(1, 1);
        } catch (const SQLite::Exception& failure) {
            throw store_error(failure, is_of_source(failure) ? database.file() : target_);
        }
    }
    void rename_into_place(Existing existing) {
        store::rename_into_place(draft_, target_, existing);
    }
    /// Like `rename_into_place`, but deletes the file if the disk does not confirm the name.
    void rename_into_place_or_delete() {
        try {
            rename_into_place(Existing::refuse);
        } catch (...) {
            std::error_code error;
            if (!fs::exists(draft_, error)) {
                remove_draft(target_);
            }
            throw;
        }
    }
    [[nodiscard]] const fs::path& path() const { return draft_; }

private:
    fs::path target_;
    fs::path draft_;
};

/// The target of a restore, locked against all other programs for the lifetime of the object.
class Destination {
public:
    /// Throws a `SQLite::Exception` if the file is too damaged to be locked.
    explicit Destination(const fs::path& file)
        : file_(file), open_(file, file, SQLite::OPEN_READWRITE) {
        prepare_to_replace(*open_.connection, file, Opening::recovers);
        // The lock must persist between transactions, for both copies: from the file and into it.
        open_.connection->exec("PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON; "
                               "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
    }

    /// Saves the current content to a new file and returns its name.
    [[nodiscard]] fs::path keep() {
        const fs::path kept = free_name(file_.string() + ".before-restore");
        Draft draft{kept};
        draft.fill_as_it_is(*open_.connection);
        share_owner(file_, draft.path());
        draft.rename_into_place_or_delete();
        return kept;
    }
    /// As one transaction, which ends the lock. Its journal is deleted, not overwritten, so that
    /// the code of a failure tells whether the new content is there.
    void fill(const Reader& from) {
        open_.connection->exec("PRAGMA locking_mode = NORMAL");    // keeps the lock until then
        copy_pages(*from.impl().connection, *open_.connection, ignore_progress);
    }

private:
    fs::path file_;
    Reader::Impl open_;
};

/// Copies into a file that others may have open. It stays the same file, with the same locks and
/// journal, so that a waiting program cannot write to an unlinked file. Returns where the old
/// content was saved; nothing if the file is too damaged for that.
std::optional<fs::path> copy_into(const Reader& from, const fs::path& file) {
    std::optional<fs::path> kept;
    try {
        Destination destination{file};
        kept = destination.keep();
        destination.fill(from);
        return kept;
    } catch (const SQLite::Exception& failure) {
        // Both come after the journal is deleted, with which the new content is in place.
        const bool is_done = failure.getErrorCode() == SQLITE_IOERR_DIR_FSYNC ||
                             failure.getErrorCode() == SQLITE_IOERR_TRUNCATE;
        if (kept && is_done) {
            throw StoreError{
                fmt::format("the disk did not confirm the new content of {}", file.string()),
                fmt::format("the old content is in {}; check the disk", kept->string())};
        }
        if (kept) {
            remove_draft(*kept);
        }
        if (!is_damage(failure)) {
            throw store_error(failure, file);
        }
        return std::nullopt;
    } catch (...) {
        if (kept) {
            remove_draft(*kept);
        }
        throw;
    }
}

/// A journal that could not be rolled back belongs to the old file and would damage the new one.
void keep_journal(const fs::path& file, const fs::path& kept) {
    const std::string journal = file.string() + "-journal";
    std::error_code error;
    if (fs::exists(journal, error)) {
        fs::rename(journal, kept.string() + "-journal", error);
        if (error) {
            throw StoreError{fmt::format("{} cannot be moved: {}", journal, error.message()),
                             "check the folder and try again"};
        }
    }
}

/// Moves a damaged file aside and puts a copy in its place. Returns the damaged file's new name.
fs::path replace_damaged(const Reader& from, const fs::path& file) {
    Draft draft{file};
    draft.fill(from);
    share_owner(file, draft.path());
    share_mode(file, draft.path());
    fs::path kept = free_name(file.string() + ".before-restore");
    link_as(file, kept);
    keep_journal(file, kept);
    draft.rename_into_place(Existing::replace);
    return kept;
}

}    // namespace

void refuse_copy_onto(const fs::path& database, const fs::path& target) {
    if (is_database_or_side_file(target, database)) {
        throw RefusedError{is_same_file(target, database)
                               ? fmt::format("{} is the database itself", target.string())
                               : fmt::format("{} is a file that belongs to the database {}",
                                             target.string(), database.string()),
                           "name another file"};
    }
}

void copy_to(const Reader& database, const fs::path& target, bool may_replace,
             const Progress& progress) {
    refuse_copy_onto(database.file(), target);
    refuse_other_than_file(target);
    refuse_long_path(target);
    if (!may_replace) {
        refuse_existing(target, remedy_for_taken_copy);
    }
    refuse_stray_side_files(target);
    Draft draft{target};
    draft.fill(database, progress);
    draft.rename_into_place(may_replace ? Existing::replace : Existing::refuse);
}

std::optional<Origin> origin_of(const Reader& database) {
    Query query{database, "SELECT id, at FROM history ORDER BY id LIMIT 1"};
    return query.step() ? std::optional{Origin{query.number(0), query.string(1)}} : std::nullopt;
}

void refuse_place(const fs::path& file) {
    std::error_code error;
    refuse_other_than_file(file);
    if (fs::exists(file, error)) {
        Reader::Impl open{file, file, SQLite::OPEN_READONLY};
        prepare_to_replace(*open.connection, file, Opening::touches_nothing);
    } else {
        refuse_stray_side_files(file);
    }
}

std::optional<fs::path> put_in_place(const Reader& database, const fs::path& file) {
    std::error_code error;
    refuse_other_than_file(file);
    if (!fs::exists(file, error)) {
        copy_to(database, file, false);
        return std::nullopt;
    }
    const fs::path real = fs::canonical(file, error);
    if (const auto kept = copy_into(database, real)) {
        return kept;
    }
    return replace_damaged(database, real);
}

fs::path copy_before_update(const Reader& database, int version) {
    const fs::path& file = database.file();
    // SQLite cannot copy from a connection that has a write transaction.
    const Database reader = Database::open_locked(file);
    fs::path name = free_name(fmt::format("{}.schema-{}", file.string(), version));
    Draft draft{name};
    draft.fill(reader);
    share_owner(file, draft.path());
    draft.rename_into_place_or_delete();
    return name;
}

}    // namespace lmsection::store
