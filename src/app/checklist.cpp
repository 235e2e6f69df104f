#include "lmsection/app/checklist.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/report.hpp"
#include "lmsection/store/checklist.hpp"
#include "lmsection/store/report.hpp"

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

/// How many of the reports that an item is about are in.
struct ReportsIn {
    int in = 0;
    int owed = 0;

    /// "3 of 10 in"; empty where none is owed.
    [[nodiscard]] std::string text() const {
        return owed == 0 ? "" : fmt::format("{} of {} in", in, owed);
    }
};

ReportsIn reports_in(const Session& session, const DatedItem& item,
                     const std::optional<Group>& group) {
    const ProgramYear year = ProgramYear::containing(item.month);
    ReportQuestion question{year, session.today(), false, std::nullopt, std::nullopt};
    if (group) {
        question.group = group->id;
    }
    const auto submissions = store::submissions_of(session.database(), year);
    ReportsIn count;
    for (const OwedReport& report :
         owed_reports(question, session.handbook(), session.groups(), submissions)) {
        const bool of_month = report.report == item.month && report.owed;
        count.owed += of_month ? 1 : 0;
        count.in += of_month && report.submission ? 1 : 0;
    }
    return count;
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
    } else if (fields.all_groups) {
        entry.group.reset();
    }
}

/// A warning where an item is marked done for a month that is still far off, while the same month
/// of the year before is nearer.
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
    if (item.entry.item.tells == "reports") {
        const ReportsIn reports = reports_in(session, item, choice.group);
        if (reports.in < reports.owed) {
            warnings.push_back(fmt::format("'{}' is marked done, but {} of {} reports are in; "
                                           "see 'lmsection report-due --year {}'",
                                           item.entry.item.id.text(), reports.in, reports.owed,
                                           choice.year.starting()));
        }
    }
    if (const auto warning = far_month_warning(item, item.mark->on)) {
        warnings.push_back(*warning);
    }
    return warnings;
}

/// The mark that an order makes of the one that is there, if any.
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

/// Whether an item on record is the one to be added.
bool says(const SectionItem& known, const ItemFields& fields, const SectionItem& wanted) {
    return known.item.title == wanted.item.title && known.group == wanted.group &&
           (!fields.month || known.item.month == wanted.item.month) &&
           (!fields.audience || known.item.audience == wanted.item.audience) &&
           (!fields.optional || known.item.optional == wanted.item.optional);
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
        std::string known = tells ? reports_in(session, item, question.group).text() : "";
        told.push_back({std::move(item), std::move(known)});
    }
    return told;
}

MarkResult mark_item(Session& session, const ItemChoice& choice, const MarkOrder& order) {
    std::optional<MarkResult> result;
    session.change([&] {
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
            result = MarkResult{std::move(item), false, std::nullopt, {}};
            return;
        }
        store::save_mark(session.database(), session.next_number(), *item.mark);
        auto warnings = mark_warnings(session, choice, item);
        result = MarkResult{std::move(item), true, old, std::move(warnings)};
    });
    return *result;
}

MarkResult reopen_item(Session& session, const ItemChoice& choice) {
    std::optional<MarkResult> result;
    session.change([&] {
        DatedItem item = chosen(session, choice);
        const auto old = item.mark;
        std::vector<std::string> warnings;
        if (old) {
            store::delete_mark(session.database(), old->item, old->year, old->group);
            item.mark.reset();
        } else if (const auto last =
                       chosen(session, {choice.item, choice.year.plus(-1), choice.group}).mark) {
            warnings.push_back(fmt::format(
                "'{}' was {} on {}, in {}; to reopen that, use --year {}", last->item.text(),
                word(last->status), iso(last->on), last->year.label(), last->year.starting()));
        }
        result = MarkResult{std::move(item), old.has_value(), old, std::move(warnings)};
    });
    return *result;
}

ItemChange add_item(Session& session, const ItemFields& fields) {
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
    bool is_new = true;
    session.change([&] {
        for (const SectionItem& known : store::all_items(session.database())) {
            if (known.item.id == slug && says(known, fields, entry)) {
                entry = known;
                is_new = false;
                return;
            }
            if (known.item.id == slug) {
                throw RefusedError{fmt::format("there is an item '{}' already", slug.text()),
                                   "give another with --slug, or use 'lmsection checklist edit'"};
            }
        }
        store::insert_item(session.database(), session.next_number(), entry);
    });
    return {in_running_year(session, entry), is_new, std::nullopt};
}

ItemChange edit_item(Session& session, std::string_view item, const ItemFields& fields) {
    std::optional<SectionItem> before;
    std::optional<SectionItem> entry;
    session.change([&] {
        before = find_item(session, item);
        entry = before;
        fill_in(*entry, fields);
        store::update_item(session.database(), *entry);
    });
    return {in_running_year(session, *entry), true, before};
}

}    // namespace lmsection::app
