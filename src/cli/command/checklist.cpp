#include "lmsection/app/checklist.hpp"
#include "command/shared.hpp"
#include "lmsection/app/seats_to_fill.hpp"

namespace lmsection::cli {

namespace checklist_command {
namespace {

struct Options {
    std::string item;
    std::optional<Month> month;
    std::optional<ProgramYear> year;
    bool whole_year = false;
    std::optional<std::string> group;
    bool open = false;
    bool exit_code = false;
    app::MarkOrder mark;
    app::ItemFields fields;
    std::vector<GroupKind> audience;
    bool optional = false;
    bool required = false;
};

std::string audience_of(const app::Session& session, const SectionItem& entry,
                        const Context* shown_in = nullptr) {
    if (entry.group) {
        const Group& group = session.group(*entry.group);
        const bool marked = shown_in != nullptr && shown_in->for_people() &&
                            !group.works_on(shown_in->today());
        return group.slug.text() + (marked ? " (retired)" : "");
    }
    std::string text;
    for (const GroupKind kind : entry.item.audience) {
        text += (text.empty() ? "" : ", ") + std::string{word(kind)};
    }
    return text;
}

std::string month_shown(Month month, bool for_people) {
    return for_people ? written(month) : iso(month);
}

Tone tone_of(ItemStatus status) {
    switch (status) {
    case ItemStatus::open: return Tone::attention;
    case ItemStatus::done: return Tone::good;
    case ItemStatus::skipped: return Tone::faint;
    }
    return Tone::plain;
}

/// A line of the checklist, of a section.
struct ItemRow {
    const app::ListedItem& listed;
    const app::Session& session;

    [[nodiscard]] const DatedItem& dated() const { return listed.item; }
    [[nodiscard]] const ChecklistItem& item() const { return listed.item.entry.item; }
    const ChecklistItem& operator*() const { return item(); }
};

constexpr auto item_columns = columns_of<ItemRow>(
    title_above("month", "",
                [](const ItemRow& row, const Context& context) {
                    return month_shown(row.dated().month, context.for_people());
                }),
    useful("item", "Item", &ChecklistItem::id),
    essential("title", "What to do",
              [](const ItemRow& row, const Context& context) {
                  // Scripts get the title alone; what is known of it is for people.
                  return context.for_people() && !row.listed.known.empty()
                             ? fmt::format("{} ({})", row.item().title, row.listed.known)
                             : row.item().title;
              }),
    useful("audience", "For",
           [](const ItemRow& row, const Context& context) {
               return audience_of(row.session, row.dated().entry, &context);
           }),
    extra("optional", "Optional", &ChecklistItem::optional),
    essential("status", "Status",
              [](const ItemRow& row) { return state_cell(row.dated().status(), tone_of); }),
    useful("done_on", "On",
           [](const ItemRow& row) { return member_if_any(row.dated().mark, &ChecklistMark::on); }),
    extra("done_by", "By",
          [](const ItemRow& row) { return member_if_any(row.dated().mark, &ChecklistMark::by); }),
    for_scripts("section", "Section", &ChecklistItem::section));

void write_one(Context& context, const app::Session& session, const DatedItem& item) {
    const app::ListedItem listed{item, ""};
    item_columns.write_one(context, {listed, session});
}

std::optional<Group> group_to_change_of(const app::Session& session, const Options& options) {
    return options.group ? std::optional{session.group_to_change(*options.group)} : std::nullopt;
}

std::vector<Month> months_asked(const Options& options, Date today) {
    if (options.whole_year) {
        const ProgramYear year = options.year.value_or(ProgramYear::containing(today));
        return options.month ? std::vector{year.month(options.month->month())} : months_of(year);
    }
    return {options.month.value_or(month_of(today))};
}

/// "No open items in November 2026; next: 3 items in December 2026."
void explain_empty(Context& context, const app::Session& session, ChecklistQuery question) {
    const Month first = question.months.front();
    const Month last = question.months.back();
    const std::string when = first == last ? month_shown(first, true)
                                           : ProgramYear::containing(first).label();
    const std::string whose = question.group ? fmt::format(" for {}", question.group->name) : "";
    const std::string_view what = question.open_only ? "No open items" : "No items";
    constexpr int year_months = 12;
    for (int ahead = 1; ahead <= year_months; ++ahead) {
        question.months = {last + date::months{ahead}};
        const auto next = app::checklist_of(session, question);
        if (!next.empty()) {
            context.explain_empty(fmt::format("{}{} in {}; next: {} item{} in {}.", what, whose,
                                              when, next.size(), next.size() == 1 ? "" : "s",
                                              month_shown(question.months.front(), true)));
            return;
        }
    }
    context.explain_empty(fmt::format("{}{} in {}, or in the year after it.", what, whose, when));
}

/// A line for people about the appointments to make, from the month before they are due.
void print_appointments(const app::Session& session, const std::optional<Group>& group,
                        Context& context) {
    for (const app::AppointmentsDue& due : app::appointments_to_show(session, group)) {
        const int seats = due.seats();
        if (seats == 0) {
            continue;
        }
        context.print(fmt::format("\n{} seat{} to fill for {}, {} by {} (§{}); see 'lmsection plan'"
                                  ".\n",
                                  seats, seats == 1 ? "" : "s", iso(due.july_1),
                                  context.today() > due.due ? "overdue: it was due" : "due",
                                  iso(due.due), due.rule->section));
    }
}

int run_checklist(const Options& options, Context& context) {
    ChecklistQuery question;
    question.months = months_asked(options, context.today());
    question.open_only = options.open;
    const auto session = context.reading_anything();
    question.group = group_asked(session, options.group);
    const auto items = app::checklist_of(session, question);
    item_columns.write(context, items, [&](const app::ListedItem& listed) {
        return ItemRow{listed, session};
    });
    if (context.for_people()) {
        print_appointments(session, question.group, context);
    }
    if (items.empty()) {
        explain_empty(context, session, question);
    }
    say_total(context, items.size(), "item", "items");
    const bool due = std::ranges::any_of(items, [](const app::ListedItem& listed) {
        return listed.item.status() == ItemStatus::open && !listed.item.entry.item.optional;
    });
    return due && options.exit_code ? something_due : 0;
}

void add_item_option(Arguments& arguments, Options& options) {
    arguments.option("ITEM", options.item, "The item's slug, or words from its title").required();
}

void add_year_and_group(Arguments& arguments, Options& options) {
    arguments.option("--year", options.year, value::program_year(DayUse::done),
                     "Program year (default: that of the date)");
    arguments.option("--group G", options.group, "Only for this group");
}

/// The item in the given program year, else in that of `on`.
app::ItemChoice choice_of(const app::Session& session, const Options& options, Date on) {
    return {options.item, options.year.value_or(ProgramYear::containing(on)),
            group_to_change_of(session, options)};
}

void say_replaced(Context& context, const ChecklistMark& before, const ChecklistMark& now) {
    if (before.on != now.on) {
        context.say(fmt::format("The day was {}; it is now {}.", iso(before.on), iso(now.on)));
    }
    if (before.note != now.note && !before.note.empty()) {
        context.say(fmt::format("The note was {}.", in_quotes(before.note)));
    }
}

void run_mark(const Options& options, Context& context) {
    const app::MarkOrder& order = options.mark;
    const std::string_view status = word(order.status);
    auto session = context.writing();
    const Date on = order.on.value_or(context.today());
    const auto result = app::mark_item(session, choice_of(session, options, on), order);
    context.warn(result.warnings);
    if (result.changed) {
        warn_of_future(context, fmt::format("'{}'", result.item.entry.item.id.text()),
                       result.item.mark->on);
    }
    write_one(context, session, result.item);
    if (!result.changed) {
        context.say(fmt::format("It was already {}; nothing was changed.", status));
    } else {
        context.did(fmt::format("{} is marked {} for {}.", result.item.entry.item.id.text(), status,
                                written(result.item.month)));
        if (result.before) {
            say_replaced(context, *result.before, *result.item.mark);
        }
    }
    conclude(context, "lmsection checklist --open");
}

app::ItemFields fields_of(const app::Session& session, const Options& options) {
    app::ItemFields fields = options.fields;
    fields.all_groups = options.group && options.group->empty();
    if (!fields.all_groups) {
        fields.group = group_to_change_of(session, options);
    }
    if (options.month) {
        fields.month = options.month->month();
    }
    if (!options.audience.empty()) {
        fields.audience = options.audience;
    }
    if (options.optional || options.required) {
        fields.optional = options.optional;
    }
    return fields;
}

void add_fields(Arguments& arguments, Options& options) {
    arguments
        .option("--audience", options.audience, value::group_kind(),
                "Who should do it: kinds of group, separated by commas")
        .separated_by(',');
    arguments.option("--group G", options.group, "Only for this group");
    const auto optional = arguments.flag("--optional", options.optional, "Mark it as optional");
    arguments.flag("--required", options.required, "Mark it as required").excludes(optional);
}

void declare_checklist(Arguments& arguments, Options& options) {
    arguments.option("--month", options.month, value::month(),
                     "11, nov, 2026-11 or next (default: this month)");
    arguments
        .option("--year [Y]", options.year, value::program_year(DayUse::viewed),
                "All months of a program year (default: the current one)")
        .optional_value(options.whole_year);
    arguments.option("--group G", options.group, "Items for this group, and its progress");
    arguments.flag("--open", options.open, "Only items that are not done or skipped");
    arguments.flag("--exit-code", options.exit_code,
                   "Exit with status 1 if an item is open (unless optional)");
}

void declare_done(Arguments& arguments, Options& options) {
    add_item_option(arguments, options);
    add_year_and_group(arguments, options);
    arguments.option("--on", options.mark.on, value::day(DayUse::done),
                     "Date it was done (default: today)");
    arguments.option("--note", options.mark.note, value::line("note"), "Note to record with it");
}

void declare_skip(Arguments& arguments, Options& options) {
    options.mark.status = ItemStatus::skipped;
    add_item_option(arguments, options);
    add_year_and_group(arguments, options);
    arguments.option("--reason", options.mark.note, value::line("note"), "The reason to record");
}

void run_reopen(const Options& options, Context& context) {
    auto session = context.writing();
    const auto result = app::reopen_item(session, choice_of(session, options, context.today()));
    context.warn(result.warnings);
    write_one(context, session, result.item);
    if (!result.changed) {
        context.say("It was already open; nothing was changed.");
    } else {
        context.did(fmt::format("{} is open again for {}.", result.item.entry.item.id.text(),
                                written(result.item.month)));
    }
    say_dry_run(context);
}

void declare_reopen(Arguments& arguments, Options& options) {
    add_item_option(arguments, options);
    add_year_and_group(arguments, options);
}

void run_add(const Options& options, Context& context) {
    auto session = context.writing();
    const auto added = app::add_item(session, fields_of(session, options));
    write_one(context, session, added.item);
    if (!added.changed) {
        say_unchanged(context, "That item is already on the list");
    } else {
        context.did(fmt::format("Added {} to the checklist for {}.",
                                added.item.entry.item.id.text(), written(added.item.month)));
    }
    conclude(context, fmt::format("lmsection checklist --month {}", iso(added.item.month)));
}

void declare_add(Arguments& arguments, Options& options) {
    arguments.option("TITLE", options.fields.title, "What to do, in one line").required();
    arguments.option("--month", options.month, value::month(), "Month (default: this month)");
    arguments.option("--slug SLUG", options.fields.slug,
                     "Short name for scripts (default: from the title)");
    add_fields(arguments, options);
}

void run_edit(const Options& options, Context& context) {
    require_a_change(options.fields.title || options.month || !options.audience.empty() ||
                         options.group || options.optional || options.required,
                     "--title, --month, --audience, --group, --optional or --required");
    auto session = context.writing();
    const auto edited = app::edit_item(session, options.item, fields_of(session, options));
    write_one(context, session, edited.item);
    const SectionItem& before = *edited.before;
    const SectionItem& now = edited.item.entry;
    say_changes(context,
                {{"title", before.item.title, now.item.title},
                 {"month", month_name(before.item.month), month_name(now.item.month)},
                 {"audience", audience_of(session, before), audience_of(session, now)},
                 {"optional", yes_or_no(before.item.optional), yes_or_no(now.item.optional)}});
    say_dry_run(context);
}

void declare_edit(Arguments& arguments, Options& options) {
    add_item_option(arguments, options);
    arguments.option("--title TEXT", options.fields.title, "The new title");
    arguments.option("--month", options.month, value::month(), "The new month");
    add_fields(arguments, options);
}

constexpr std::array commands{
    Command{.path = "checklist",
            .area = Area::what_is_due,
            .summary = "Show the checklist for this month",
            .examples = "  lmsection checklist\n"
                        "  lmsection checklist --month next --open\n"
                        "  lmsection checklist --year 2026 --group member-experience\n",
            .set_up = set_up<declare_checklist, run_checklist, item_columns>},
    Command{.path = "checklist done",
            .area = Area::what_is_due,
            .summary = "Mark a checklist item done",
            .examples = "  lmsection checklist done complete-december-report --on 2026-12-10\n"
                        "  lmsection checklist done \"webinar ideas\" --note \"agreed at the "
                        "December meeting\"\n"
                        "  lmsection checklist done plan-annual-goals --group member-experience\n",
            .writes = true,
            .set_up = set_up<declare_done, run_mark, item_columns>},
    Command{
        .path = "checklist skip",
        .area = Area::what_is_due,
        .summary = "Skip a checklist item this year",
        .examples = "  lmsection checklist skip attend-core-forum --reason \"not held this year\"\n"
                    "  lmsection checklist skip \"attend ala annual\" --year 2026\n"
                    "  lmsection checklist skip recruit-members --group member-experience\n",
        .writes = true,
        .set_up = set_up<declare_skip, run_mark, item_columns>},
    Command{
        .path = "checklist reopen",
        .area = Area::what_is_due,
        .summary = "Remove the \"done\" or \"skipped\" mark of an item",
        .examples = "  lmsection checklist reopen attend-core-forum\n"
                    "  lmsection checklist reopen \"webinar ideas\"\n"
                    "  lmsection checklist reopen plan-annual-goals --group member-experience\n",
        .writes = true,
        .set_up = set_up<declare_reopen, run_reopen, item_columns>},
    Command{
        .path = "checklist add",
        .area = Area::what_is_due,
        .summary = "Add your own item to the checklist",
        .examples =
            "  lmsection checklist add \"Thank the volunteers\" --month may\n"
            "  lmsection checklist add \"Invite a speaker\" --month next --group middle-managers\n"
            "  lmsection checklist add \"Update the mailing list\" --month 2027-02 --optional\n",
        .writes = true,
        .set_up = set_up<declare_add, run_add, item_columns>},
    Command{.path = "checklist edit",
            .area = Area::what_is_due,
            .summary = "Change the text or the month of an item",
            .examples = "  lmsection checklist edit thank-the-volunteers --month june --optional\n"
                        "  lmsection checklist edit hold-march-meeting --month april\n"
                        "  lmsection checklist edit plan-annual-goals --title \"Agree on goals for "
                        "the year\"\n",
            .writes = true,
            .set_up = set_up<declare_edit, run_edit, item_columns>},
};

}    // namespace
}    // namespace checklist_command

extern constinit const CommandList checklist_commands{checklist_command::commands};

}    // namespace lmsection::cli
