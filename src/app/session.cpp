#include "lmsection/app/session.hpp"

#include "lmsection/app/handbook_toml.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/group_name.hpp"
#include "lmsection/store/checklist.hpp"
#include "lmsection/store/group.hpp"
#include "lmsection/store/handbook.hpp"
#include "lmsection/store/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace lmsection::app {

namespace {

/// The groups of a new section from its handbook, in roster order.
std::vector<Group> groups_of(const Handbook& handbook, const std::function<GroupId()>& next_id) {
    std::vector<Group> groups;
    for (const GroupKind kind : all_group_kinds) {
        int position = 0;
        for (const GroupFacts& facts : handbook.groups) {
            if (facts.kind == kind) {
                groups.push_back(Group{next_id(), facts.slug, facts.name, kind, ++position,
                                       facts.charge, facts.section, std::nullopt});
            }
        }
    }
    return groups;
}

void fill(store::Writer& database, const Handbook& handbook, std::string_view toml,
          store::IdSource& ids) {
    store::save_handbook(database, toml);
    for (const Group& group : groups_of(handbook, [&] { return GroupId{ids.next()}; })) {
        store::insert_group(database, group);
    }
    for (const ChecklistItem& item : handbook.checklist) {
        store::insert_item(database, ids.next(), {item, std::nullopt});
    }
}

/// A database's handbook, which was validated before it was stored.
Handbook handbook_of(const store::Reader& database) {
    const std::string text = store::load_handbook(database);
    if (text == built_in_handbook_text()) {
        return built_in_handbook();
    }
    try {
        Handbook own = read_handbook(text, "its handbook");
        if (own.reminders.empty()) {
            own.reminders = built_in_handbook().reminders;
        }
        return own;
    } catch (const RefusedError& error) {
        throw StoreError{fmt::format("the database {} is damaged ({})", database.file().string(),
                                     error.faults().front().what),
                         "restore a copy of it"};
    }
}

store::Database open(const Circumstances& circumstances, store::Access access) {
    return circumstances.dry_run ? store::Database::open_untouched(circumstances.database, access)
                                 : store::Database::open(circumstances.database, access);
}

/// A copy of the first group whose `of` equals `value`.
template <class Value, class Of>
std::optional<Group> copy_of(const std::vector<Group>& groups, const Value& value, Of of) {
    const Group* found = find_in(groups, value, of);
    return found == nullptr ? std::nullopt : std::optional{*found};
}

}    // namespace

std::vector<Role> roles_in_handbook(const store::Reader& database) {
    const std::string text = store::load_handbook(database);
    // Most handbooks list none, and need not be parsed.
    const bool may_have_own = text != built_in_handbook_text() &&
                              text.find("roles") != std::string::npos;
    const auto built_in = built_in_roles();
    return may_have_own ? handbook_of(database).roles
                        : std::vector<Role>{built_in.begin(), built_in.end()};
}

void require_place(const Circumstances& circumstances) {
    if (circumstances.database.empty()) {
        throw StoreError{"no home folder is set, so there is no default database",
                         "name one with --db or LMSECTION_DB"};
    }
}

Session::Session(Circumstances circumstances, std::optional<store::Database> database)
    : circumstances_(std::move(circumstances)), ids_(circumstances_.now_ms, circumstances_.seed),
      database_(std::move(database)) {
    if (database_) {
        store::read_roles_with(*database_, roles_in_handbook);
    }
}

Session Session::for_reading_anything(Circumstances circumstances) {
    std::error_code error;
    if (!circumstances.database_was_named &&
        !std::filesystem::exists(circumstances.database, error)) {
        return Session{std::move(circumstances), std::nullopt};
    }
    return for_reading(std::move(circumstances));
}

Session Session::for_reading(Circumstances circumstances) {
    require_place(circumstances);
    auto database = open(circumstances, store::Access::reading);
    return Session{std::move(circumstances), std::move(database)};
}

WritingSession Session::for_writing(Circumstances circumstances) {
    require_place(circumstances);
    auto database = open(circumstances, store::Access::writing);
    return WritingSession{std::move(circumstances), std::move(database)};
}

std::string Session::handbook_text() const {
    return database_ ? store::load_handbook(*database_) : std::string{built_in_handbook_text()};
}

const Handbook& Session::handbook() const {
    if (!handbook_) {
        handbook_ = database_ ? handbook_of(*database_) : built_in_handbook();
        if (database_) {
            store::use_roles(*database_, handbook_->roles);
        }
    }
    return *handbook_;
}

Handbook Session::whole_handbook() const {
    Handbook whole = handbook();
    if (handbook_text() == built_in_handbook_text()) {
        whole.notes = built_in_notes();
    }
    return whole;
}

const std::vector<Group>& Session::groups() const {
    if (!groups_) {
        std::int64_t last = 0;
        groups_ = database_ ? store::all_groups(*database_)
                            : groups_of(handbook(), [&] { return GroupId{++last}; });
    }
    return *groups_;
}

std::vector<Group> Session::groups_on(Date day) const {
    return those_that(groups(), [&](const Group& group) { return group.works_on(day); });
}

std::optional<Group> Session::group_with(const Slug& slug) const {
    return database_ ? store::group_by_slug(*database_, slug)
                     : copy_of(groups(), slug, &Group::slug);
}

Outcome<Group> Session::find_group(std::string_view typed) const {
    if (const auto slug = Slug::parse(name_key(typed)); slug.ok()) {
        if (const auto group = group_with(slug.value())) {
            return *group;
        }
    }
    const auto things = transformed(groups(), nameable);
    auto found = resolve_name("group", typed, things);
    constexpr std::string_view article = "the ";
    if (const std::string key = name_key(typed); !found.ok() && key.starts_with(article)) {
        found = resolve_name("group", key.substr(article.size()), things);
    }
    return found.ok() ? Outcome<Group>{groups()[found.value()]} : Outcome<Group>{found.fault()};
}

const Group& Session::group(std::string_view typed) const {
    const Group found = or_refused(find_group(typed));
    return known_.try_emplace(found.id, found).first->second;
}

std::vector<Group> Session::groups_named(std::span<const std::string> typed) const {
    auto named = transformed(typed, [&](const auto& name) { return or_refused(find_group(name)); });
    std::ranges::sort(named, store::listed_before);
    const auto same = [](const Group& one, const Group& other) { return one.id == other.id; };
    named.erase(std::unique(named.begin(), named.end(), same), named.end());
    return named;
}

Outcome<Group> Session::find_group_to_change(std::string_view typed, std::optional<Date> on) const {
    const auto is_gone = [day = on.value_or(today())](const Group& group) {
        return group.merged_into && !group.works_on(day);
    };
    auto found = find_group(typed);
    if (!found.ok() || !is_gone(found.value())) {
        return found;
    }
    const Group* heir = &group(*found.value().merged_into);
    for (std::size_t steps = 0; is_gone(*heir); ++steps) {
        if (steps > groups().size()) {
            throw StoreError{fmt::format("the database {} has a bad record: the group {} was "
                                         "merged into itself through others",
                                         database_->file().string(), in_quotes(heir->slug.text())),
                             "see 'lmsection doctor', or restore a copy"};
        }
        heir = &group(*heir->merged_into);
    }
    return Fault{fmt::format("{} was merged into {} on {}", found.value().name, heir->name,
                             iso(*found.value().retired_on)),
                 fmt::format("use {}", heir->slug.text())};
}

const Group& Session::group_to_change(std::string_view typed, std::optional<Date> on) const {
    const Group found = or_refused(find_group_to_change(typed, on));
    return known_.try_emplace(found.id, found).first->second;
}

const Group& Session::group(GroupId id) const {
    if (const auto known = known_.find(id); known != known_.end()) {
        return known->second;
    }
    const auto group = database_ ? store::group_by_id(*database_, id)
                                 : copy_of(groups(), id, &Group::id);
    if (!group) {
        throw StoreError{"the database has a bad record: it refers to a group that does not exist",
                         "see 'lmsection doctor', or restore a copy"};
    }
    return known_.try_emplace(id, *group).first->second;
}

void WritingSession::make(store::Change& change, const std::function<void()>& work) {
    writer_ = &change.writer();
    work();
    writer_ = nullptr;
    if (!circumstances_.dry_run && change.commit()) {
        circumstances_.on_record();
    }
}

void WritingSession::change(const std::function<void()>& work, std::optional<std::int64_t> undoes) {
    store::Change change{*database_,
                         {circumstances_.actor, circumstances_.command, circumstances_.now, undoes},
                         ids_.next()};
    make(change, work);
}

void WritingSession::change_permanently(const std::string& said,
                                        const std::function<void()>& work) {
    store::Change change{*database_,
                         {circumstances_.actor, said, circumstances_.now},
                         ids_.next(),
                         store::HistoryDetail::command_only};
    make(change, work);
}

Judgment apply_policy(std::span<const Finding> findings, const OverridePolicy& policy) {
    Judgment judgment;
    for (const Finding& finding : findings) {
        const bool must = finding.strength == Strength::must;
        const bool overridden = finding.may_override && !policy.override_reason.empty();
        if (!overridden && (must || policy.strict)) {
            const std::string way_out = must && finding.may_override
                                            ? ", or give --override \"REASON\""
                                            : "";
            judgment.refused.push_back(
                {finding.fault.what,
                 fmt::format("{}{} (§{}{})", finding.fault.remedy, way_out, finding.section,
                             finding.rule.empty() ? "" : ", " + finding.rule)});
        } else {
            judgment.warnings.push_back(finding.text());
        }
    }
    return judgment;
}

void create_section(const Circumstances& circumstances, std::string_view handbook_toml,
                    const std::string& handbook_name) {
    require_place(circumstances);
    const Handbook handbook = read_handbook(handbook_toml, handbook_name);
    store::IdSource ids{circumstances.now_ms, circumstances.seed};
    if (circumstances.dry_run) {
        std::error_code error;
        if (circumstances.database_was_named ||
            std::filesystem::exists(circumstances.database.parent_path(), error)) {
            store::require_room_for(circumstances.database);
        }    // otherwise the default folder would have to be created first
    }
    store::Database database = circumstances.dry_run
                                   ? store::Database::create_in_memory(store::schema_version())
                                   : store::Database::create(circumstances.database);
    {
        store::Change change{
            database, {circumstances.actor, circumstances.command, circumstances.now}, ids.next()};
        fill(change.writer(), handbook, handbook_toml, ids);
        change.commit();
    }
    if (!circumstances.dry_run) {
        database.publish();
        circumstances.on_record();
    }
}

}    // namespace lmsection::app
