#include "lmsection/app/checklist.hpp"

#include "change.hpp"
#include "lmsection/app/meeting.hpp"
#include "lmsection/app/roster.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/meeting.hpp"
#include "lmsection/domain/program.hpp"
#include "lmsection/domain/report.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/checklist.hpp"
#include "lmsection/store/program.hpp"
#include "lmsection/store/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace lmsection::app {

namespace {

/// The section's checklist, or the handbook's if there is no database.
std::vector<SectionItem> items_known(const Session& session) {
    if (session.has_database()) {
        return store::all_items(session.database());
    }
    return transformed(session.handbook().checklist, [](const ChecklistItem& item) {
        return SectionItem{item, std::nullopt};
    });
}

/// The marks of every program year that includes one of the months.
std::vector<ChecklistMark> marks_known(const Session& session, const std::vector<Month>& months) {
    std::vector<ChecklistMark> marks;
    if (session.has_database()) {
        const auto years = transformed(months,
                                       [](Month month) { return ProgramYear::containing(month); });
        for (const ProgramYear year : std::set(years.begin(), years.end())) {
            append(marks, store::marks_of(session.database(), year));
        }
    }
    return marks;
}

/// How far the work of an item is, according to the section's other records.
struct ProgressSoFar {
    int done = 0;
    int wanted = 0;
    std::string known;      ///< "3 of 10 in"
    std::string in_full;    ///< "3 of 10 reports are in"
    std::string see;        ///< the command that lists them

    void count(bool is_done) {
        wanted += 1;
        done += is_done ? 1 : 0;
    }
    /// Sets the texts: what follows "3 of 10", and the command.
    void describe(std::string_view briefly, std::string_view fully, std::string command) {
        known = fmt::format("{} of {} {}", done, wanted, briefly);
        in_full = fmt::format("{} of {} {}", done, wanted, fully);
        see = std::move(command);
    }
};

ProgressSoFar reports_in(const Session& session, const DatedItem& item,
                         const std::optional<Group>& group) {
    const ProgramYear year = ProgramYear::containing(item.month);
    ReportQuery query{year, session.today(), false, std::nullopt, std::nullopt};
    if (group) {
        query.group = group->id;
    }
    const auto submissions = store::submissions_of(session.database(), year);
    ProgressSoFar progress;
    for (const OwedReport& report :
         owed_reports(query, session.handbook(), session.groups(), submissions)) {
        if (report.report == item.month && report.owed) {
            progress.count(report.submission.has_value());
        }
    }
    progress.describe("in", "reports are in",
                      fmt::format("lmsection report-due --year {}", year.starting()));
    return progress;
}

/// The groups that an item is for: the one asked about, the item's own, or all of its audience.
std::vector<const Group*> groups_of_item(const Session& session, const DatedItem& item,
                                         const std::optional<Group>& group, Date day) {
    const auto& own = item.entry.group;
    const auto asked = own ? std::optional{session.group(*own)} : group;
    auto groups = groups_at_work(session, asked, day);
    const auto& audience = item.entry.item.audience;
    std::erase_if(groups, [&](const Group* one) { return !contains(audience, one->kind); });
    return groups;
}

/// How many of the item's groups have all the leaders that they need on the next July 1.
ProgressSoFar leaders_found(const Session& session, const DatedItem& item,
                            const std::optional<Group>& group) {
    const Date july_1 = ProgramYear::containing(item.month).plus(1).first_day();
    ProgressSoFar progress;
    for (const Group* one : groups_of_item(session, item, group, july_1)) {
        const auto record = store::running_terms(session.database(), one->id, july_1);
        const auto vacant = vacant_seats(one->kind, record, july_1, session.handbook());
        progress.count(std::ranges::none_of(vacant, leads));
    }
    const std::string what = "groups have leaders for " + iso(july_1);
    progress.describe(what, what, fmt::format("lmsection roster --vacancies --on {}", iso(july_1)));
    return progress;
}

/// How many of the item's groups met in its month.
ProgressSoFar groups_that_met(const Session& session, const DatedItem& item,
                              const std::optional<Group>& group) {
    std::set<GroupId> met;
    for (const Meeting& meeting :
         meetings_of(session, ProgramYear::containing(item.month), group)) {
        if (month_of(meeting.on) == item.month && is_held(meeting, session.today())) {
            met.insert(meeting.group);
        }
    }
    ProgressSoFar progress;
    for (const Group* one : groups_of_item(session, item, group, item.month / 1)) {
        progress.count(met.contains(one->id));
    }
    progress.describe("groups met", "groups met in " + written(item.month),
                      fmt::format("lmsection meeting list --year {}",
                                  ProgramYear::containing(item.month).starting()));
    return progress;
}

/// How many of the proposals that the rules ask for were submitted to a venue: by the section, and
/// by each group that has a minimum of its own.
ProgressSoFar proposals_submitted(const Session& session, const DatedItem& item,
                                  const std::optional<Group>& group, const std::string& venue) {
    const Handbook& handbook = session.handbook();
    const ProgramYear year = ProgramYear::containing(item.month);
    const auto counts = store::submitted_programs(session.database(), year);
    ProgressSoFar progress;
    const auto count = [&](const Rule& rule, const Group* whose) {
        const int wanted = rule.at_least.value_or(0);
        progress.wanted += wanted;
        progress.done += std::min(wanted, submitted_for(rule, counts, handbook, whose));
    };
    for (const Rule& rule : handbook.rules) {
        if (rule.measure != measure::programs || rule.venue != venue) {
            continue;
        }
        if (rule.kinds.empty()) {
            count(rule, nullptr);
        }
        for (const Group* one : groups_of_item(session, item, group, session.today())) {
            if (rule.binds(one->kind)) {
                count(rule, one);
            }
        }
    }
    const Venue* known = handbook.venue(venue);
    progress.describe("submitted",
                      fmt::format("proposals for {} are submitted",
                                  known == nullptr ? venue : known->title),
                      fmt::format("lmsection program list --year {}", year.starting()));
    return progress;
}

/// Nothing where the database knows nothing of an item, or nothing is wanted.
std::optional<ProgressSoFar> progress_of(const Session& session, const DatedItem& item,
                                         const std::optional<Group>& group) {
    const auto kind = parse_item_progress(item.entry.item.tells);
    if (!kind || !session.has_database()) {
        return std::nullopt;
    }
    ProgressSoFar progress;
    switch (kind->kind) {
    case ItemProgress::Kind::reports: progress = reports_in(session, item, group); break;
    case ItemProgress::Kind::leaders: progress = leaders_found(session, item, group); break;
    case ItemProgress::Kind::meetings: progress = groups_that_met(session, item, group); break;
    case ItemProgress::Kind::proposals:
        progress = proposals_submitted(session, item, group, kind->venue);
        break;
    }
    return progress.wanted == 0 ? std::nullopt : std::optional{std::move(progress)};
}

SectionItem find_item(const Session& session, std::string_view typed) {
    const auto items = items_known(session);
    const auto things = transformed(items, [](const SectionItem& entry) {
        const ChecklistItem& item = entry.item;
        return Nameable{item.id.text(), {item.id.text(), folded(item.title)}};
    });
    return items[or_refused(resolve_name("checklist item", typed, things,
                                         "see 'lmsection checklist --year' for all of them"))];
}

/// The item in its month of the chosen year, with the mark for exactly that year and group.
DatedItem chosen(const Session& session, const ItemChoice& choice) {
    const SectionItem entry = find_item(session, choice.item);
    const bool for_group = !choice.group || entry.group == choice.group->id ||
                           (!entry.group && contains(entry.item.audience, choice.group->kind));
    if (!for_group) {
        throw RefusedError{
            fmt::format("'{}' is not an item for {}", entry.item.id.text(), choice.group->name),
            fmt::format("see 'lmsection checklist --year --group {}'", choice.group->slug.text())};
    }
    DatedItem dated{entry, choice.year.month(entry.item.month), std::nullopt};
    for (const ChecklistMark& mark : store::marks_of(session.database(), choice.year)) {
        const bool same_group = choice.group ? mark.group == choice.group->id : !mark.group;
        if (mark.item == entry.item.id && same_group) {
            dated.mark = mark;
        }
    }
    return dated;
}

void fill_in(SectionItem& entry, const ItemFields& fields) {
    if (fields.title) {
        entry.item.title = or_refused(parse_line("title", *fields.title));
        if (entry.item.title.empty()) {
            throw RefusedError{"the item's title is empty", "describe the task in one line"};
        }
    }
    entry.item.month = fields.month.value_or(entry.item.month);
    entry.item.audience = fields.audience.value_or(entry.item.audience);
    entry.item.optional = fields.optional.value_or(entry.item.optional);
    if (fields.group) {
        entry.group = fields.group->id;
        entry.item.audience = {fields.group->kind};
    } else if (fields.all_groups) {
        entry.group.reset();
    }
}

/// A warning if an item is marked done for a month far in the future while the same month of the
/// previous year is nearer.
std::optional<std::string> far_month_warning(const DatedItem& item, Date on) {
    constexpr int half_year_days = 183;
    const Date first = item.month / 1;
    if (days_between(on, first) <= half_year_days) {
        return std::nullopt;
    }
    const ProgramYear before = ProgramYear::containing(item.month).plus(-1);
    return fmt::format("this marks {} {}; for {} {}, use --year {}", month_name(item.month.month()),
                       int{item.month.year()}, month_name(item.month.month()),
                       int{item.month.year()} - 1, before.starting());
}

std::vector<std::string> mark_warnings(const Session& session, const ItemChoice& choice,
                                       const DatedItem& item) {
    std::vector<std::string> warnings;
    if (item.mark->status != ItemStatus::done) {
        return warnings;
    }
    const auto progress = progress_of(session, item, choice.group);
    if (progress && progress->done < progress->wanted) {
        warnings.push_back(fmt::format("'{}' is marked done, but {}; see '{}'",
                                       item.entry.item.id.text(), progress->in_full,
                                       progress->see));
    }
    if (const auto warning = far_month_warning(item, item.mark->on)) {
        warnings.push_back(*warning);
    }
    return warnings;
}

/// The mark that an order makes from the existing one, if any.
ChecklistMark mark_of(const Session& session, const ItemChoice& choice, const MarkOrder& order,
                      const DatedItem& item) {
    const auto& old = item.mark;
    return {item.entry.item.id,
            choice.year,
            choice.group ? std::optional{choice.group->id} : std::nullopt,
            order.status,
            order.on.value_or(old ? old->on : session.today()),
            session.around().actor,
            order.note.value_or(old ? old->note : "")};
}

/// Whether an item on record matches the one to add.
bool has_all(const SectionItem& known, const ItemFields& fields, const SectionItem& wanted) {
    return known.item.title == wanted.item.title && known.group == wanted.group &&
           (!fields.month || known.item.month == wanted.item.month) &&
           (!fields.audience || known.item.audience == wanted.item.audience) &&
           (!fields.optional || known.item.optional == wanted.item.optional);
}

DatedItem in_running_year(const Session& session, const SectionItem& entry) {
    return {entry, ProgramYear::containing(session.today()).month(entry.item.month), std::nullopt};
}

}    // namespace

std::vector<ListedItem> checklist_of(const Session& session, const ChecklistQuery& query) {
    std::vector<ListedItem> listed_items;
    const auto items = items_known(session);
    for (DatedItem& item : items_of(query, items, marks_known(session, query.months))) {
        auto progress = progress_of(session, item, query.group);
        listed_items.push_back({std::move(item), progress ? std::move(progress->known) : ""});
    }
    return listed_items;
}

MarkResult mark_item(WritingSession& session, const ItemChoice& choice, const MarkOrder& order) {
    return in_change(session, [&]() -> MarkResult {
        DatedItem item = chosen(session, choice);
        const auto old = item.mark;
        if (old && old->status != order.status) {
            throw RefusedError{fmt::format("'{}' was {} on {}", item.entry.item.id.text(),
                                           word(old->status), iso(old->on)),
                               fmt::format("run 'lmsection checklist reopen {}' first",
                                           item.entry.item.id.text())};
        }
        item.mark = mark_of(session, choice, order, item);
        if (old && old->on == item.mark->on && old->note == item.mark->note) {
            item.mark = old;
            return {std::move(item), false, std::nullopt, {}};
        }
        store::save_mark(session.writer(), session.next_number(), *item.mark);
        auto warnings = mark_warnings(session, choice, item);
        return {std::move(item), true, old, std::move(warnings)};
    });
}

MarkResult reopen_item(WritingSession& session, const ItemChoice& choice) {
    return in_change(session, [&] {
        DatedItem item = chosen(session, choice);
        const auto old = item.mark;
        std::vector<std::string> warnings;
        if (old) {
            store::delete_mark(session.writer(), old->item, old->year, old->group);
            item.mark.reset();
        } else if (const auto last =
                       chosen(session, {choice.item, choice.year.plus(-1), choice.group}).mark) {
            warnings.push_back(fmt::format(
                "'{}' was {} on {}, in {}; to reopen that, use --year {}", last->item.text(),
                word(last->status), iso(last->on), last->year.label(), last->year.starting()));
        }
        return MarkResult{std::move(item), old.has_value(), old, std::move(warnings)};
    });
}

ItemChange add_item(WritingSession& session, const ItemFields& fields) {
    const std::string title = or_refused(parse_line("title", fields.title.value_or("")));
    const Slug slug = or_refused(fields.slug ? Slug::parse(*fields.slug) : Slug::of_name(title));
    SectionItem entry{{slug,
                       fields.month.value_or(session.today().month()),
                       title,
                       {GroupKind::committee},
                       false,
                       "added",
                       ""},
                      std::nullopt};
    fill_in(entry, fields);
    return in_change(session, [&]() -> ItemChange {
        for (const SectionItem& known : store::all_items(session.database())) {
            if (known.item.id == slug && has_all(known, fields, entry)) {
                return {in_running_year(session, known), false, std::nullopt};
            }
            if (known.item.id == slug) {
                throw RefusedError{
                    fmt::format("item '{}' already exists", slug.text()),
                    "choose another slug with --slug, or use 'lmsection checklist edit'"};
            }
        }
        store::insert_item(session.writer(), session.next_number(), entry);
        return {in_running_year(session, entry), true, std::nullopt};
    });
}

ItemChange edit_item(WritingSession& session, std::string_view item, const ItemFields& fields) {
    return in_change(session, [&]() -> ItemChange {
        const SectionItem before = find_item(session, item);
        SectionItem entry = before;
        fill_in(entry, fields);
        store::update_item(session.writer(), entry);
        return {in_running_year(session, entry), true, before};
    });
}

}    // namespace lmsection::app
