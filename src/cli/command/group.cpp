#include "lmsection/app/group.hpp"
#include "columns.hpp"
#include "command/roster_columns.hpp"
#include "command/shared.hpp"
#include "format/width.hpp"
#include "lmsection/app/group_change.hpp"
#include "lmsection/cli/command.hpp"
#include "org_chart.hpp"
#include "page/structure.hpp"

#include <fmt/format.h>

#include <array>
#include <span>
namespace lmsection::cli {

namespace group_command {
namespace {

struct ShowOptions {
    std::string group;
};

struct ChangeOptions {
    std::string group;
    std::optional<GroupKind> kind;
    std::optional<std::string> name;
    std::optional<Slug> slug;
    std::optional<std::string> charge;
    std::optional<Date> on;
    std::string reason;
    bool end_terms = false;
};

struct MergeOptions {
    std::string from;
    std::string into;
    std::optional<Date> on;
    bool as_members = false;
    PolicyOptions policy;
};

app::GroupFields fields_of(const ChangeOptions& options) {
    app::GroupFields fields;
    fields.name = options.name;
    fields.slug = options.slug;
    fields.charge = options.charge;
    return fields;
}

constexpr auto record_columns = columns_of<Group>(
    column("slug", "Slug", Importance::essential,
           [](const Group& group) { return Cell{group.slug.text()}; }),
    column("name", "Name", Importance::essential, &Group::name),
    column("kind", "Kind", Importance::useful, &Group::kind),
    column("charge", "Charge", Importance::useful, absent_if_empty(&Group::charge)),
    column("retired_on", "Retired", Importance::useful, &Group::retired_on));

void write_group(Context& context, const Group& group) {
    record_columns.write(context, std::span{&group, 1});
}

int run_edit(const ChangeOptions& options, Context& context) {
    if (!options.name && !options.slug && !options.charge) {
        throw UsageError{"there is nothing to change", "give --name, --slug or --charge"};
    }
    const app::GroupFields fields = fields_of(options);
    auto session = context.writing();
    const Slug old_slug = session.group_to_change(options.group).slug;
    const auto change = app::edit_group(session, options.group, fields);
    const Group& edited = change.group;
    if (edited.slug != old_slug && session.handbook().group(old_slug) != nullptr) {
        context.warn(fmt::format("the handbook calls this group {0}; what it says about the group, "
                                 "such as yearly activities, no longer applies; run 'lmsection "
                                 "group edit {1} --slug {0}' to change the slug back",
                                 old_slug.text(), edited.slug.text()));
    }
    write_group(context, edited);
    ChangedFields changed;
    changed.field("name", change.before->name, edited.name);
    changed.field("slug", change.before->slug.text(), edited.slug.text());
    changed.field("charge", change.before->charge, edited.charge);
    changed.say(context);
    say_dry_run(context);
    return 0;
}

int run_retire(const ChangeOptions& options, Context& context) {
    const app::RetireOrder order{options.on, options.end_terms, options.reason};
    auto session = context.writing();
    const auto change = app::retire_group(session, options.group, order);
    write_group(context, change.group);
    if (!change.changed) {
        say_unchanged(context, fmt::format("{} is already retired as of {}", change.group.name,
                                           iso(*change.group.retired_on)));
    } else if (change.group.retired_on) {
        context.did(fmt::format("{} is retired as of {}.", change.group.name,
                                written(*change.group.retired_on)));
    }
    say_dry_run(context);
    context.next_step("lmsection group list");
    return 0;
}

int run_merge(const MergeOptions& options, Context& context) {
    const auto policy = policy_of(options.policy);
    auto session = context.writing();
    const auto merged = app::merge_groups(
        session, {options.from, options.into, options.on, options.as_members}, policy);
    report_appointed(context, merged.result);
    const Date on = *merged.from.retired_on;
    if (!merged.changed) {
        say_unchanged(context, fmt::format("{} was already merged into {} on {}", merged.from.name,
                                           merged.into.name, iso(on)));
        return 0;
    }
    const std::size_t terms = merged.result.appointed.size();
    std::string text = fmt::format("{} {} into {} on {}: {} {} there",
                                   context.dry_run() ? "Would merge" : "Merged", merged.from.name,
                                   merged.into.name, iso(on), terms,
                                   terms == 1 ? "term continues" : "terms continue");
    if (merged.forms > 0) {
        text += fmt::format(", {} {} for it", merged.forms,
                            merged.forms == 1 ? "volunteer form now asks"
                                              : "volunteer forms now ask");
    }
    context.say(text + ".");
    context.next_step(fmt::format("lmsection roster {} --on {}", merged.into.slug.text(), iso(on)));
    return 0;
}

int run_add(const ChangeOptions& options, Context& context) {
    const app::GroupFields fields = fields_of(options);
    auto session = context.writing();
    const auto change = app::add_group(session, fields, *options.kind);
    const Group& group = change.group;
    write_group(context, group);
    if (!change.changed) {
        say_unchanged(context, fmt::format("{} is already on record", group.name));
    } else {
        context.did(fmt::format("Added {} ({}).", group.name, display_text(group.kind)));
    }
    say_dry_run(context);
    context.next_step(fmt::format("lmsection appoint PERSON {} --role {}", group.slug.text(),
                                  word(first_leading_role(session.handbook().roles))));
    return 0;
}

void add_charge_and_slug(Arguments& arguments, ChangeOptions& options) {
    arguments.option("--charge", options.charge, value::line("charge"), "What the group does");
    arguments.option("--slug", options.slug, value::parsed<Slug>("SLUG", Slug::parse),
                     "Short name for scripts");
}

/// A group and how it is doing, in a section.
struct StateRow {
    const app::GroupState& state;
    const app::Session& session;

    [[nodiscard]] const Group& group() const { return state.group; }
};

constexpr auto state_columns = columns_of<StateRow>(
    column("slug", "Slug", Importance::extra,
           [](const StateRow& row) { return Cell{row.group().slug.text()}; }),
    column("name", "Name", Importance::essential,
           [](const StateRow& row) { return Cell{row.group().name}; }),
    column("kind", "Kind", Importance::extra, [](const StateRow& row) { return row.group().kind; }),
    column("people", "People", Importance::useful,
           [](const StateRow& row) {
               return row.session.has_database() ? Cell{row.state.people} : Cell{};
           }),
    column("wanted", "Wanted", Importance::useful,
           [](const StateRow& row) { return Cell{row.state.wanted}; }),
    column("led_by", "Led by", Importance::useful,
           [](const StateRow& row) { return Cell::or_absent(row.state.led_by); }),
    column("vacant", "Vacant", Importance::useful,
           [](const StateRow& row) {
               return row.session.has_database() ? Cell{row.state.vacant} : Cell{};
           }),
    column("retired_on", "Retired", Importance::useful,
           [](const StateRow& row) { return row.group().retired_on; }),
    column("merged_into", "Merged into", Audience::scripts,
           [](const StateRow& row) {
               const auto& into = row.group().merged_into;
               return into ? Cell{row.session.group(*into).slug.text()} : Cell{};
           }),
    column("others", "Others", Importance::extra, [](const StateRow& row) {
        return row.session.has_database() ? Cell{row.state.others} : Cell{};
    }));

int run_list(Context& context) {
    const auto session = context.reading_anything();
    const auto writer = state_columns.writer(context);
    std::size_t count = 0;
    for (const app::GroupState& state : app::states_of_groups(session, context.today())) {
        writer.row({state, session});
        ++count;
    }
    writer.end();
    say_total(context, count, "group", "groups");
    return 0;
}

struct FactRow {
    const Group& group;
    const app::GroupFact& fact;
};

constexpr auto fact_columns = columns_of<FactRow>(
    column("group", "", Audience::heading,
           [](const FactRow& row) { return Cell{row.group.slug.text()}; }),
    column("topic", "What", Importance::essential,
           [](const FactRow& row) { return Cell{row.fact.topic}; }),
    column("text", "Answer", Importance::essential,
           [](const FactRow& row) { return Cell{row.fact.text}; }),
    column("section", "Handbook", Importance::useful,
           [](const FactRow& row, const Context& context) {
               const std::string& section = row.fact.section;
               return text_or_absent(context.for_people() && !section.empty() ? "§" + section
                                                                              : section);
           }));

int run_show(const ShowOptions& options, Context& context) {
    const auto session = context.reading_anything();
    const Group& group = session.group(options.group);
    const auto writer = fact_columns.writer(context);
    for (const app::GroupFact& fact : app::facts_of_group(session, group, context.today())) {
        writer.row({group, fact});
    }
    writer.end();
    return 0;
}

/// The branch lines for a continuation line.
std::string strokes_under(std::string branch) {
    const std::string_view inner = "├── ";
    const std::string_view last = "└── ";
    if (branch.ends_with(inner)) {
        branch.replace(branch.size() - inner.size(), inner.size(), "│   ");
    } else if (branch.ends_with(last)) {
        branch.replace(branch.size() - last.size(), last.size(), "    ");
    }
    return branch;
}

void print_chart_line(Context& context, const app::ChartLine& line) {
    const std::string detail = line.detail();
    const std::string text = harmless(
        fmt::format("{}{}{}", line.name, detail.empty() ? "" : ": ", detail));
    const std::size_t taken = width_of(line.branch);
    const std::size_t width = context.width().value_or(taken + width_of(text));
    std::string lead = line.branch;
    for (const std::string& part : wrapped(text, width > taken ? width - taken : 1)) {
        context.print(fmt::format("{}{}\n", lead, part));
        lead = strokes_under(line.branch);
    }
}

/// The chart in the formats that draw it; none for formats with rows.
std::optional<std::string> drawn_chart(Context& context, const app::Session& session,
                                       app::Readers readers) {
    const auto chart = [&] { return org_chart_of(session, context.today(), readers); };
    switch (context.format()) {
    case Format::dot: return org_chart_dot(chart());
    case Format::svg: return org_chart_svg(chart());
    case Format::html: return page::chart_page(chart());
    default: return std::nullopt;
    }
}

constexpr auto chart_columns = columns_of<app::ChartLine>(
    column("level", "Level", Importance::essential, &app::ChartLine::level),
    column("name", "Name", Importance::essential, &app::ChartLine::name),
    column("detail", "Detail", Importance::useful,
           [](const app::ChartLine& line) { return text_or_absent(line.detail()); }),
    column("section", "Section", Importance::useful, &app::ChartLine::section));

int run_chart(app::Readers readers, Context& context) {
    const auto session = context.reading_anything();
    if (const auto drawn = drawn_chart(context, session, readers)) {
        context.print(*drawn);
        return 0;
    }
    const auto lines = app::chart_of(session, context.today(), readers);
    if (!context.for_people()) {
        chart_columns.write(context, lines);
        return 0;
    }
    for (const app::ChartLine& line : lines) {
        print_chart_line(context, line);
    }
    return 0;
}

Runner set_up_group_list(Arguments& arguments) {
    arguments.prints(state_columns);
    return run_list;
}

Runner set_up_group_show(Arguments& arguments) {
    arguments.prints(fact_columns);
    auto options = options_of<ShowOptions>();
    arguments.option("GROUP", options->group, "Group: slug, name, initials, or part of the name")
        .required();
    return [options](Context& context) { return run_show(*options, context); };
}

Runner set_up_group_chart(Arguments& arguments) {
    arguments.prints(chart_columns);
    auto is_public = options_of<bool>();
    add_public(arguments, *is_public);
    return [is_public](Context& context) { return run_chart(readers_of(*is_public), context); };
}

Runner set_up_group_add(Arguments& arguments) {
    arguments.prints(record_columns);
    auto options = options_of<ChangeOptions>();
    arguments
        .option("NAME", options->name, value::parsed<std::string>("NAME", parse_name),
                "Full name of the new group")
        .required();
    arguments.option("--kind", options->kind, value::group_kind(), "committee, interest-group, ...")
        .required();
    add_charge_and_slug(arguments, *options);
    return [options](Context& context) { return run_add(*options, context); };
}

Runner set_up_group_edit(Arguments& arguments) {
    arguments.prints(record_columns);
    auto options = options_of<ChangeOptions>();
    arguments.option("GROUP", options->group, "Group: slug, name, initials, or part of the name")
        .required();
    arguments.option("--name", options->name, value::parsed<std::string>("NAME", parse_name),
                     "New full name; the slug does not change");
    add_charge_and_slug(arguments, *options);
    return [options](Context& context) { return run_edit(*options, context); };
}

Runner set_up_group_retire(Arguments& arguments) {
    arguments.prints(record_columns);
    auto options = options_of<ChangeOptions>();
    arguments.option("GROUP", options->group, "Group: slug, name, initials, or part of the name")
        .required();
    arguments.option("--on", options->on, value::day(DayUse::planned),
                     "First day without it (default: today)");
    arguments
        .option("--reason", options->reason, value::reason("--reason"),
                "Reason to record for terms that end early")
        .type_name("TEXT");
    arguments.flag("--end-terms", options->end_terms,
                   "End terms that would still be running on that day");
    return [options](Context& context) { return run_retire(*options, context); };
}

Runner set_up_group_merge(Arguments& arguments) {
    arguments.prints(roster_columns);
    auto options = options_of<MergeOptions>();
    arguments.option("FROM", options->from, "The group to merge, which is retired").required();
    arguments.option("INTO", options->into, "The group of the same kind to merge it into")
        .required();
    arguments.option("--on", options->on, value::day(DayUse::planned),
                     "First day without FROM (default: today)");
    arguments.flag("--as-members", options->as_members, "Leaders of FROM become members");
    add_policy_options(arguments, options->policy);
    return [options](Context& context) { return run_merge(*options, context); };
}

Runner set_up_group_restore(Arguments& arguments) {
    arguments.prints(record_columns);
    auto options = options_of<ChangeOptions>();
    arguments.option("GROUP", options->group, "Group: slug, name, initials, or part of the name")
        .required();
    return [options](Context& context) {
        auto session = context.writing();
        const auto change = app::restore_group(session, options->group);
        write_group(context, change.group);
        if (!change.changed) {
            say_unchanged(context, fmt::format("{} is not retired", change.group.name));
        }
        say_dry_run(context);
        return 0;
    };
}

constexpr std::array chart_formats{Format::dot, Format::svg};

constexpr std::array commands{
    Command{.path = "group list",
            .area = Area::who_serves,
            .summary = "List the groups with their size and leaders",
            .examples = "  lmsection group list\n"
                        "  lmsection group list --format csv\n"
                        "  lmsection group list --format xlsx --output groups.xlsx\n",
            .set_up = set_up_group_list},
    Command{.path = "group show",
            .area = Area::who_serves,
            .summary = "Show everything about one group",
            .examples = "  lmsection group show middle-managers\n"
                        "  lmsection group show MBP\n"
                        "  lmsection group show \"Member Experience\" --format json\n",
            .set_up = set_up_group_show},
    Command{.path = "group chart",
            .area = Area::who_serves,
            .summary = "Show the organization chart, as text or a drawing",
            .examples = "  lmsection group chart\n"
                        "  lmsection group chart --format svg --output chart.svg\n"
                        "  lmsection group chart --public --format dot\n",
            .set_up = set_up_group_chart,
            .formats = chart_formats},
    Command{.path = "group add",
            .area = Area::who_serves,
            .summary = "Add a group",
            .examples = "  lmsection group add \"Data Services\" --kind interest-group\n"
                        "  lmsection group add Mentoring --kind committee --charge \"Pairs new "
                        "leaders with mentors\"\n"
                        "  lmsection group add \"Data Services\" --kind interest-group --dry-run\n",
            .writes = true,
            .set_up = set_up_group_add},
    Command{.path = "group edit",
            .area = Area::who_serves,
            .summary = "Rename a group, or change its charge",
            .examples =
                "  lmsection group edit middle-managers --charge \"Supports those in between\"\n"
                "  lmsection group edit middle-managers --name \"Managers in the Middle\"\n"
                "  lmsection group edit MBP --charge \"Collects what works\" --dry-run\n",
            .writes = true,
            .set_up = set_up_group_edit},
    Command{.path = "group retire",
            .area = Area::who_serves,
            .summary = "Retire a group that has ended",
            .examples = "  lmsection group retire library-consulting --on 2027-07-01 --end-terms\n"
                        "  lmsection group retire library-consulting --end-terms --dry-run\n"
                        "  lmsection group retire library-consulting --end-terms --reason \"merged "
                        "into Core\"\n",
            .writes = true,
            .set_up = set_up_group_retire},
    Command{.path = "group merge",
            .area = Area::who_serves,
            .summary = "Merge one group into another",
            .examples =
                "  lmsection group merge library-leaders-and-managers middle-managers --dry-run\n"
                "  lmsection group merge library-consulting middle-managers --on 2027-07-01 "
                "--as-members\n"
                "  lmsection group merge consortium-management library-consulting --on 2027-07-01 "
                "--dry-run\n",
            .writes = true,
            .set_up = set_up_group_merge},
    Command{.path = "group restore",
            .area = Area::who_serves,
            .summary = "Bring back a retired group",
            .examples = "  lmsection group restore library-consulting\n"
                        "  lmsection group restore \"Library Consulting\"\n"
                        "  lmsection group restore library-consulting --dry-run\n",
            .writes = true,
            .set_up = set_up_group_restore},
};

}    // namespace
}    // namespace group_command

extern constinit const CommandList group_commands{group_command::commands};

}    // namespace lmsection::cli
