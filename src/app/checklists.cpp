#include "lmsection/app/checklists.hpp"

#include "lmsection/domain/names.hpp"
#include "lmsection/domain/reports.hpp"
#include "lmsection/domain/text.hpp"
#include "lmsection/store/checklist.hpp"
#include "lmsection/store/reports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace lmsection::app {

namespace {

/// The section's own checklist, or the handbook's where there is no database.
std::vector<SectionItem> items_known(const Session& session) {
    if (session.has_database()) {
        return store::all_items(session.database());
    }
    std::vector<SectionItem> items;
    for (const ChecklistItem& item : session.handbook().checklist) {
        items.push_back({item, std::nullopt});
    }
    return items;
}

/// The marks of every program year that the months touch.
std::vector<ChecklistMark> marks_known(const Session& session, const std::vector<Month>& months) {
    std::map<ProgramYear, std::vector<ChecklistMark>> by_year;
    for (const Month month : months) {
        const ProgramYear year = ProgramYear::containing(month);
        if (session.has_database() && !by_year.contains(year)) {
            by_year[year] = store::marks_of(session.database(), year);
        }
    }
    std::vector<ChecklistMark> marks;
    for (auto& [year, of_year] : by_year) {
        std::move(of_year.begin(), of_year.end(), std::back_inserter(marks));
    }
    return marks;
}

std::string reports_in(const Session& session, const DatedItem& item,
                       const std::optional<Group>& group) {
    const ProgramYear year = ProgramYear::containing(item.month);
    ReportQuestion question{year, session.today(), false, std::nullopt, std::nullopt};
    if (group) {
        question.group = group->id;
    }
    const auto submissions = store::submissions_of(session.database(), year);
    int in = 0;
    int owed = 0;
    for (const OwedReport& report :
         owed_reports(question, session.handbook(), session.groups(), submissions)) {
        const bool of_month = report.report == item.month;
        owed += of_month ? 1 : 0;
        in += of_month && report.submission ? 1 : 0;
    }
    return owed == 0 ? "" : fmt::format("{} of {} in", in, owed);
}

SectionItem find_item(const Session& session, std::string_view typed) {
    const auto items = items_known(session);
    std::vector<Nameable> things;
    for (const SectionItem& entry : items) {
        things.push_back({entry.item.id.text(), {entry.item.id.text(), folded(entry.item.title)}});
    }
    return items[or_refused(resolve_name("checklist item", typed, things,
                                         "see 'lmsection checklist --year' for all of them"))];
}

/// The item in its month of the chosen year, with the mark that stands exactly there.
DatedItem chosen(const Session& session, const ItemChoice& choice) {
    const SectionItem entry = find_item(session, choice.item);
    const bool for_group = !choice.group || entry.group == choice.group->id ||
                           (!entry.group &&
                            std::count(entry.item.audience.begin(), entry.item.audience.end(),
                                       choice.group->kind) > 0);
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
            throw RefusedError{"an item's title is empty", "say in a line what is to be done"};
        }
    }
    entry.item.month = fields.month.value_or(entry.item.month);
    entry.item.audience = fields.audience.value_or(entry.item.audience);
    entry.item.optional = fields.optional.value_or(entry.item.optional);
    if (fields.group) {
        entry.group = fields.group->id;
        entry.item.audience = {fields.group->kind};
    }
}

DatedItem in_running_year(const Session& session, const SectionItem& entry) {
    return {entry, ProgramYear::containing(session.today()).month(entry.item.month), std::nullopt};
}

}    // namespace

std::vector<ToldItem> checklist_of(const Session& session, const ChecklistQuestion& question) {
    std::vector<ToldItem> told;
    const auto items = items_known(session);
    for (DatedItem& item : items_of(question, items, marks_known(session, question.months))) {
        const bool tells = item.entry.item.tells == "reports" && session.has_database();
        std::string known = tells ? reports_in(session, item, question.group) : "";
        told.push_back({std::move(item), std::move(known)});
    }
    return told;
}

MarkResult mark_item(Session& session, const ItemChoice& choice, ItemStatus status, Date on,
                     const std::string& note) {
    std::optional<MarkResult> result;
    session.change([&] {
        DatedItem item = chosen(session, choice);
        if (item.mark && item.mark->status == status) {
            result = MarkResult{std::move(item), false};
            return;
        }
        if (item.mark) {
            throw RefusedError{fmt::format("'{}' was {} on {}", item.entry.item.id.text(),
                                           word(item.mark->status), iso(item.mark->on)),
                               fmt::format("run 'lmsection checklist reopen {}' first",
                                           item.entry.item.id.text())};
        }
        item.mark = ChecklistMark{item.entry.item.id,
                                  choice.year,
                                  choice.group ? std::optional{choice.group->id} : std::nullopt,
                                  status,
                                  on,
                                  session.around().actor,
                                  note};
        store::save_mark(session.database(), session.next_number(), *item.mark);
        result = MarkResult{std::move(item), true};
    });
    return *result;
}

MarkResult reopen_item(Session& session, const ItemChoice& choice) {
    std::optional<MarkResult> result;
    session.change([&] {
        DatedItem item = chosen(session, choice);
        const auto group_id = choice.group ? std::optional{choice.group->id} : std::nullopt;
        const bool was_marked = store::delete_mark(session.database(), item.entry.item.id,
                                                   choice.year, group_id);
        item.mark.reset();
        result = MarkResult{std::move(item), was_marked};
    });
    return *result;
}

DatedItem add_item(Session& session, const ItemFields& fields) {
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
    session.change([&] {
        for (const SectionItem& known : store::all_items(session.database())) {
            if (known.item.id == slug) {
                throw RefusedError{fmt::format("there is an item '{}' already", slug.text()),
                                   "give another with --slug, or use 'lmsection checklist edit'"};
            }
        }
        store::insert_item(session.database(), session.next_number(), entry);
    });
    return in_running_year(session, entry);
}

DatedItem edit_item(Session& session, std::string_view item, const ItemFields& fields) {
    std::optional<SectionItem> entry;
    session.change([&] {
        entry = find_item(session, item);
        fill_in(*entry, fields);
        store::update_item(session.database(), *entry);
    });
    return in_running_year(session, *entry);
}

}    // namespace lmsection::app
