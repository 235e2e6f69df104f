#include "lmsection/app/sync.hpp"

#include "lmsection/app/history.hpp"
#include "lmsection/app/merge.hpp"
#include "lmsection/app/person_removal.hpp"
#include "lmsection/base/slug.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/store/file.hpp"
#include "lmsection/store/forget.hpp"
#include "lmsection/store/person.hpp"
#include "lmsection/store/schema.hpp"
#include "lmsection/store/table_info.hpp"
#include "sync_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <system_error>

namespace lmsection::app {

namespace {

namespace fs = std::filesystem;
using store::Seal;
using store::SealedFile;

/// How many of its own copies a machine keeps for others that have not seen them. Each newer copy
/// has all that is in the older ones.
constexpr std::size_t most_unseen = 3;

bool is_whole(const SealedFile& file) {
    return file.state == SealedFile::State::whole;
}

/// The whole copies of each machine, newest first.
std::map<std::string, std::vector<const SealedFile*>>
by_machine(const std::vector<SealedFile>& files) {
    std::map<std::string, std::vector<const SealedFile*>> machines;
    for (const SealedFile& file : files) {
        if (is_whole(file)) {
            machines[file.seal.machine].push_back(&file);
        }
    }
    for (auto& [machine, copies] : machines) {
        std::stable_sort(copies.begin(), copies.end(), [](const auto* one, const auto* other) {
            return one->seal.number > other->seal.number;
        });
    }
    return machines;
}

/// Removes unfinished files beside the database that a killed `sync` left.
void remove_drafts(const fs::path& database) {
    const std::string prefix = draft_beside(database, "").filename().string();
    std::error_code error;
    for (const auto& entry : fs::directory_iterator{fs::absolute(database).parent_path(), error}) {
        if (entry.path().filename().string().starts_with(prefix)) {
            std::error_code ignored;
            fs::remove(entry.path(), ignored);
        }
    }
}

/// One run of `sync`.
class Run {
public:
    Run(const Circumstances& around, const SyncOrder& order)
        : around_(around), order_(order), state_(around.database, around.dry_run, around.seed) {
        if (around.dry_run) {
            scratch_.emplace();
        } else {
            remove_drafts(around.database);
        }
    }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;
    ~Run() {
        if (!scratch_) {
            remove_drafts(around_.database);
        }
    }

    Synced all() {
        read_folder();
        merge_others();
        forget_merged_people();
        note_newest();
        if (!order_.read_only) {
            try {
                write_own();
                remove_old();
                remove_forgotten();
            } catch (const StoreError& error) {
                synced_.failed.push_back({error.faults().front(), false});
            }
        }
        state_.save();
        return std::move(synced_);
    }

private:
    void read_folder() {
        bool is_unfinished = state_.erasing;
        {
            const Session session = Session::for_reading(around_);
            origin_ = *store::origin_of(session.database());
            merges_own_ = state_.newest_entry != 0 &&
                          !store::entry_by_id(session.database(), state_.newest_entry);
            if (merges_own_) {    // an old copy was restored; what was merged is gone
                state_.seen.clear();
            }
            is_unfinished = is_unfinished || store::is_forgetting(session.database());
            note_content(session.database());
        }
        if (is_unfinished && !around_.dry_run) {
            finish_erasing();
        }
        files_ = store::sealed_files(order_.folder, order_.alive);
        refuse_folder_of_another_section();
        take_new_number_if_used();
    }

    /// Rewrites the file if this or `person forget` was killed after erasing someone.
    void finish_erasing() {
        {
            WritingSession session = Session::for_writing(around_);
            store::compact(session.database());
        }
        state_.erasing = false;
        note_content(Session::for_reading(around_).database());
    }

    /// Computes the digest unless the file is as it was the last time.
    void note_content(const store::Reader& database) {
        Content& content = state_.content;
        const std::string mark = around_.dry_run ? "" : store::file_mark(database);
        if (mark.empty() || mark != content.mark) {
            has_changed_ = true;
            content = {mark, store::content_digest(database), store::count_forgotten(database)};
        }
    }

    void refuse_folder_of_another_section() const {
        const SealedFile* other = nullptr;
        for (const SealedFile& file : files_) {
            if (is_whole(file) && file.seal.origin == origin_) {
                return;
            }
            other = is_whole(file) ? &file : other;
        }
        if (other != nullptr) {
            throw RefusedError{fmt::format("{} is the folder of another section: {} was created "
                                           "separately",
                                           order_.folder.string(), other->path.filename().string()),
                               "name this section's folder; to start from that section, copy it "
                               "with 'lmsection restore'"};
        }
    }

    /// If another computer writes under our number, because one is a copy of the other or because
    /// our state is older than the folder, that computer counts as another officer's.
    void take_new_number_if_used() {
        const bool used = std::any_of(files_.begin(), files_.end(), [&](const SealedFile& file) {
            const Seal& seal = file.seal;
            return is_whole(file) && seal.machine == state_.machine &&
                   (seal.number > state_.number ||
                    (seal.number == state_.number && seal.sum != state_.sum));
        });
        if (used) {
            state_.take_new_machine(around_.seed);
        }
    }

    void merge_others() {
        for (const SealedFile& file : files_) {
            if (file.state == SealedFile::State::newer) {
                synced_.failed.push_back(
                    {{fmt::format("{} was written by a newer lmsection", file.path.string()),
                      "install a newer lmsection; the other copies were merged"},
                     false});
            }
        }
        for (const auto& [machine, copies] : by_machine(files_)) {
            if (machine != state_.machine || merges_own_) {
                merge_newest(machine, copies);
            }
        }
    }

    /// Merges the newest copy of a machine that is complete.
    void merge_newest(const std::string& machine, const std::vector<const SealedFile*>& copies) {
        for (const SealedFile* copy : copies) {
            const Seal& seal = copy->seal;
            if (seal.origin != origin_) {
                synced_.failed.push_back(
                    {{fmt::format("{} is a copy of another section", copy->path.string()),
                      "remove it from the folder; the other copies were merged"},
                     true});
                return;
            }
            const auto seen = state_.seen.find(machine);
            if (seal.digest == state_.content.digest ||
                (seen != state_.seen.end() && seen->second == SeenCopy{seal.number, seal.sum})) {
                state_.seen[machine] = {seal.number, seal.sum};
                return;
            }
            if (merge_if_complete(*copy)) {
                return;
            }
        }
    }

    /// Whether a copy has only entries that ours has, and lacks some.
    [[nodiscard]] bool is_behind(const fs::path& draft) const {
        const auto theirs = store::Database::open_as_is(draft);
        if (store::version_of(theirs) != store::schema_version()) {
            return false;
        }
        const Session session = Session::for_reading(around_);
        auto ours = store::entry_ids(session.database());
        auto others = store::entry_ids(theirs);
        std::sort(ours.begin(), ours.end());
        std::sort(others.begin(), others.end());
        return others.size() < ours.size() &&
               std::includes(ours.begin(), ours.end(), others.begin(), others.end());
    }

    /// Returns false if the copy is incomplete.
    bool merge_if_complete(const SealedFile& copy) {
        const fs::path draft = unfinished("theirs");
        try {
            if (!store::unseal(copy, draft, order_.alive)) {
                return false;
            }
        } catch (const StoreError& error) {
            synced_.failed.push_back({error.faults().front(), false});
            return true;
        }
        try {
            if (!is_behind(draft)) {    // else its officer will merge ours
                merge_copy(copy, draft);
            }
            state_.seen[copy.seal.machine] = {copy.seal.number, copy.seal.sum};
        } catch (const RefusedError& error) {
            add_failure(copy, error, true);
        } catch (const StoreError& error) {
            add_failure(copy, error, false);
        }
        order_.alive();
        return true;
    }

    void merge_copy(const SealedFile& copy, const fs::path& draft) {
        MergedCopy merged{copy.seal.officer, copy.path, {}, {}};
        const bool may_differ = copy.seal.forgotten > 0 || state_.content.forgotten > 0;
        if (may_differ && !forget_in_both(draft)) {
            return;
        }
        try {
            merge_draft(draft, merged);
        } catch (const RefusedError&) {
            // A run that was killed may have erased someone without the entry about it.
            if (may_differ || !forget_in_both(draft)) {
                throw;
            }
            merge_draft(draft, merged);
        }
        if (!merged.entries.empty()) {
            synced_.name_is_shared = synced_.name_is_shared ||
                                     (copy.seal.officer == order_.officer &&
                                      copy.seal.machine != state_.machine);
            synced_.merged.push_back(std::move(merged));
        }
    }

    void add_failure(const SealedFile& copy, const Error& error, bool refused) {
        Fault fault = error.faults().front();
        const std::string draft = unfinished("theirs").string();
        if (const auto at = fault.what.find(draft); at != std::string::npos) {
            fault.what.replace(at, draft.size(), copy.path.string());
        } else if (fault.what.find(copy.path.filename().string()) == std::string::npos) {
            fault.what = fmt::format("{}: {}", copy.path.string(), fault.what);
        }
        synced_.failed.push_back({std::move(fault), refused});
    }

    void merge_draft(const fs::path& draft, MergedCopy& result) {
        constexpr int attempts = 3;    // another command may write between reading and writing
        for (int attempt = 1;; ++attempt) {
            WritingSession session = Session::for_writing(around_);
            Merged merged{session, draft};
            try {
                merged.write();
            } catch (const StoreError&) {
                if (attempt < attempts) {
                    continue;
                }
                throw;
            }
            result.entries = merged.incoming();
            result.warnings = merged.warnings();
            note_content(Session::for_reading(around_).database());
            return;
        }
    }

    /// Erases in each copy who was forgotten in the other, so that no one comes back. Returns false
    /// in a dry run that cannot merge before that is done here.
    bool forget_in_both(const fs::path& draft) {
        Circumstances other = around_;
        other.database = draft;
        other.dry_run = false;    // the draft is ours
        std::set<PersonId> erased_here;
        std::set<PersonId> erased_there;
        // Erasing someone in one copy may also erase a person whom the other copy still names.
        for (bool is_new = true; is_new;) {
            store::ToForget here;
            store::ToForget there;
            {
                const Session session = Session::for_reading(around_);
                const auto theirs = store::Database::copy_of(draft);
                if (store::origin_of(theirs) != origin_) {
                    return true;    // merging will refuse it
                }
                here = store::forgotten_only_in(theirs, session.database());
                there = store::forgotten_only_in(session.database(), theirs);
            }
            is_new = add_all(there.people, erased_there);
            if (is_new) {
                erase(other, there);
            }
            if (add_all(here.people, erased_here)) {
                synced_.forgotten += static_cast<int>(here.people.size());
                if (around_.dry_run) {
                    return false;
                }
                erase_here(here);
                is_new = true;
            }
        }
        return true;
    }

    /// Whether one of them was not there yet.
    static bool add_all(const std::vector<PersonId>& people, std::set<PersonId>& known) {
        const std::size_t before = known.size();
        known.insert(people.begin(), people.end());
        return known.size() > before;
    }

    /// The history entry about it comes from the other copy.
    void erase(const Circumstances& around, const store::ToForget& forgotten) const {
        WritingSession session = Session::for_writing(around);
        forget_again(session, forgotten, order_.words_of_command);
    }

    void erase_here(const store::ToForget& forgotten) {
        if (forgotten.people.empty() || around_.dry_run) {
            return;
        }
        state_.erasing = true;
        state_.save();
        erase(around_, forgotten);
        state_.erasing = false;
    }

    /// Erases those whom one officer merged into someone whom another officer has forgotten.
    void forget_merged_people() {
        if (has_changed_ && state_.content.forgotten > 0) {
            const auto people = store::forgotten_in_part(Session::for_reading(around_).database());
            erase_here({people, {}});
        }
    }

    void note_newest() {
        const Session session = Session::for_reading(around_);
        note_content(session.database());
        const auto ids = store::entry_ids(session.database());
        state_.newest_entry = *std::max_element(ids.begin(), ids.end());
    }

    void write_own() {
        const bool is_there = std::any_of(files_.begin(), files_.end(), [&](const auto& file) {
            return is_whole(file) && file.seal.machine == state_.machine &&
                   file.seal.digest == state_.content.digest && file.seal.number == state_.number;
        });
        if (is_there) {
            return;
        }
        Seal seal{origin_,     order_.officer,        state_.machine,           state_.number + 1,
                  around_.now, state_.content.digest, state_.content.forgotten, {},
                  {}};
        for (const auto& [machine, copies] : by_machine(files_)) {
            const auto seen = state_.seen.find(machine);
            if (machine != state_.machine && seen != state_.seen.end()) {
                seal.merged[machine] = seen->second.number;
            }
        }
        const fs::path target = order_.folder / name_of(seal);
        if (!around_.dry_run) {
            write_copy(seal, target);
        }
        synced_.written = target;
    }

    void write_copy(Seal& seal, const fs::path& target) {
        const fs::path draft = unfinished("ours");
        {
            const auto database = store::Database::open_as_is(around_.database);
            store::require_ours(database);
            note_content(database);
            seal.digest = state_.content.digest;
            store::seal_copy(database, seal, draft);
        }
        state_.number = seal.number;
        state_.sum = seal.sum;
        state_.save();    // before the copy has its name, so that we know it as ours
        store::put_into_folder(draft, target,
                               order_.folder / fmt::format(".lmsection-{}.tmp", state_.machine),
                               order_.alive);
    }

    /// Removes our own copies that all others have, or that name someone who was forgotten since.
    void remove_old() {
        files_ = around_.dry_run ? files_ : store::sealed_files(order_.folder, order_.alive);
        const auto machines = by_machine(files_);
        const auto mine = machines.find(state_.machine);
        if (mine == machines.end()) {
            return;
        }
        std::size_t unseen = 0;
        for (const SealedFile* copy : mine->second) {
            const Seal& seal = copy->seal;
            const bool is_old = seal.number < state_.number ||
                                (seal.number == state_.number &&
                                 copy->path.filename() != name_of(seal));
            if (!is_old) {
                continue;
            }
            const bool forgets = seal.forgotten < state_.content.forgotten;
            if (!forgets && seal.number < state_.number && !all_have(machines, seal.number) &&
                ++unseen <= most_unseen) {
                continue;
            }
            remove(*copy, synced_.removed);
        }
    }

    /// Removes copies of others that were merged here and still have someone who was forgotten.
    /// Their officers write new ones.
    void remove_forgotten() {
        for (const SealedFile& copy : files_) {
            const auto seen = state_.seen.find(copy.seal.machine);
            if (is_whole(copy) && copy.seal.machine != state_.machine &&
                copy.seal.origin == origin_ && copy.seal.forgotten < state_.content.forgotten &&
                seen != state_.seen.end() && copy.seal.number <= seen->second.number) {
                remove(copy, synced_.removed_of_others);
            }
        }
    }

    void remove(const SealedFile& copy, std::vector<fs::path>& removed) const {
        std::error_code error;
        if (around_.dry_run || fs::remove(copy.path, error)) {
            removed.push_back(copy.path);
        }
    }

    [[nodiscard]] bool
    all_have(const std::map<std::string, std::vector<const SealedFile*>>& machines,
             int number) const {
        return std::all_of(machines.begin(), machines.end(), [&](const auto& entry) {
            const Seal& seal = entry.second.front()->seal;
            const auto merged = seal.merged.find(state_.machine);
            return entry.first == state_.machine || seal.digest == state_.content.digest ||
                   (merged != seal.merged.end() && merged->second >= number);
        });
    }

    static std::string name_of(const Seal& seal) {
        const auto slug = Slug::of_name(seal.officer);
        return fmt::format("lmsection-{}-{}-{:06}.db", slug.ok() ? slug.value().text() : "officer",
                           seal.machine, seal.number);
    }

    /// An unfinished file; a dry run writes nothing beside the database.
    [[nodiscard]] fs::path unfinished(const std::string& what) const {
        return scratch_ ? scratch_->path() / what : draft_beside(around_.database, what);
    }

    Circumstances around_;
    std::optional<ScratchFolder> scratch_;    ///< in a dry run
    const SyncOrder& order_;
    SyncState state_;
    store::Origin origin_;
    bool merges_own_ = false;
    bool has_changed_ = false;    ///< the database, since the last run or in this one
    std::vector<SealedFile> files_;
    Synced synced_;
};

CopyStatus status_of(const SealedFile& file) {
    const Seal& seal = file.seal;
    return {seal.officer,
            seal.machine,
            file.path,
            seal.number,
            seal.written,
            file.bytes,
            file.state == SealedFile::State::newer ? CopyState::newer_program
                                                   : CopyState::incomplete,
            std::nullopt,
            std::nullopt};
}

/// Compares a whole copy with ours.
void compare(CopyStatus& status, const SealedFile& file, const std::set<std::int64_t>& ours,
             const fs::path& draft, const store::Alive& alive) {
    if (!store::unseal(file, draft, alive)) {
        return;
    }
    const auto theirs = store::Database::open_as_is(draft, store::Opening::touches_nothing);
    if (store::version_of(theirs) > store::schema_version()) {
        status.state = CopyState::newer_program;
        return;
    }
    store::require_ours(theirs);
    std::int64_t shared = 0;
    const auto ids = store::entry_ids(theirs);
    for (const std::int64_t id : ids) {
        shared += ours.contains(id) ? 1 : 0;
    }
    status.to_get = static_cast<std::int64_t>(ids.size()) - shared;
    status.to_give = static_cast<std::int64_t>(ours.size()) - shared;
    status.state = *status.to_get == 0    ? CopyState::behind
                   : *status.to_give == 0 ? CopyState::ahead
                                          : CopyState::diverged;
}

}    // namespace

Synced sync(const Circumstances& around, const SyncOrder& order) {
    require_place(around);
    const std::vector<std::int64_t> known = store::open_conflicts(
        Session::for_reading(around).database());
    Synced synced = Run{around, order}.all();
    if (!around.dry_run) {
        const Session session = Session::for_reading(around);
        synced.conflicts = store::open_conflicts(session.database());
        for (const std::int64_t id : known) {    // maybe under another number now
            if (const auto open = store::open_conflict(session.database(), id)) {
                std::erase(synced.conflicts, *open);
            }
        }
    }
    return synced;
}

std::string_view word(CopyState state) {
    switch (state) {
    case CopyState::own: return "own";
    case CopyState::in_step: return "in step";
    case CopyState::ahead: return "ahead";
    case CopyState::behind: return "behind";
    case CopyState::diverged: return "both changed";
    case CopyState::old: return "old";
    case CopyState::incomplete: return "incomplete";
    case CopyState::newer_program: return "newer program";
    case CopyState::other_section: return "other section";
    }
    return "";
}

std::vector<CopyStatus> sync_status(const Circumstances& around, const fs::path& folder,
                                    const store::Alive& alive) {
    Circumstances reading = around;
    reading.dry_run = true;
    const Session session = Session::for_reading(reading);
    const SyncState state{around.database, true, around.seed};
    const auto origin = store::origin_of(session.database());
    const std::string digest = store::content_digest(session.database());
    const auto ids = store::entry_ids(session.database());
    const std::set<std::int64_t> ours{ids.begin(), ids.end()};
    const ScratchFolder scratch;
    const auto files = store::sealed_files(folder, alive);
    const auto machines = by_machine(files);
    std::vector<CopyStatus> rows;
    for (const SealedFile& file : files) {
        CopyStatus status = status_of(file);
        if (is_whole(file)) {
            const bool is_newest = machines.at(file.seal.machine).front() == &file;
            if (file.seal.origin != origin) {
                status.state = CopyState::other_section;
            } else if (!is_newest) {
                status.state = CopyState::old;
            } else if (file.seal.digest == digest) {
                status.state = CopyState::in_step;
                status.to_get = status.to_give = 0;
            } else {
                try {
                    compare(status, file, ours, scratch.path() / "copy.db", alive);
                } catch (const StoreError&) {
                    status.state = CopyState::incomplete;
                }
            }
            if (is_newest && file.seal.machine == state.machine &&
                status.state != CopyState::incomplete) {
                status.state = CopyState::own;
            }
        }
        rows.push_back(std::move(status));
    }
    return rows;
}

std::vector<Conflict> conflicts(const Session& session) {
    std::vector<Conflict> all;
    for (const std::int64_t id : store::open_conflicts(session.database())) {
        const auto entry = store::entry_by_id(session.database(), id);
        store::each_field(session.database(), id, [&](const store::FieldChange& change) {
            const store::TableInfo& table = *store::table_info(change.table);
            const bool whole = change.action != store::RowAction::changed;
            const bool is_first = all.empty() || all.back().entry != id;
            if (!is_first && all.back().field.table != change.table) {
                // A further address only comes along with the person who is decided about.
                if (change.table != "people") {
                    return;
                }
                std::erase_if(all, [&](const Conflict& one) { return one.entry == id; });
            } else if (whole && !is_first) {
                return;    // one line for each record as a whole
            }
            if (whole || !table.columns[*table.column(change.field)].derived) {
                all.push_back({id, entry->info.at, change});
            }
        });
    }
    return all;
}

std::optional<store::Entry> open_conflict(const Session& session, std::string_view typed) {
    const store::Entry entry = find_entry(session, typed);
    if (entry.info.command != store::conflict_command) {
        throw RefusedError{fmt::format("entry {} is not a conflict", in_quotes(typed)),
                           "see 'lmsection sync conflicts'"};
    }
    const auto open = store::open_conflict(session.database(), entry.id);
    return open ? store::entry_by_id(session.database(), *open) : std::nullopt;
}

void keep(WritingSession& session, const store::Entry& conflict) {
    const Circumstances& around = session.around();
    if (!around.dry_run) {
        store::keep_conflict(session.database(), conflict.id,
                             {around.actor, around.command, around.now}, session.next_number());
        around.on_record();
    }
}

}    // namespace lmsection::app
