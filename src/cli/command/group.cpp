#include "lmsection/app/group.hpp"
#include "command/roster_columns.hpp"
#include "command/shared.hpp"
#include "format/width.hpp"
#include "lmsection/app/group_change.hpp"
#include "org_chart.hpp"
#include "page/structure.hpp"

namespace lmsection::cli {

namespace group_command {
namespace {

struct Options {
    std::string group;
    app::GroupFields fields;
    std::optional<GroupKind> kind;
    app::RetireOrder retirement;
};

struct MergeOptions {
    app::MergeOrder order;
    app::OverridePolicy policy;
};

constexpr auto record_columns = columns_of<Group>(
    essential("slug", "Slug", &Group::slug), essential("name", "Name", &Group::name),
    useful("kind", "Kind", &Group::kind),
    useful("charge", "Charge", absent_if_empty(&Group::charge)),
    useful("retired_on", "Retired", &Group::retired_on));

void run_edit(const Options& options, Context& context) {
    const auto& [name, slug, charge] = options.fields;
    require_a_change(name || slug || charge, "--name, --slug or --charge");
    auto session = context.writing();
    const Slug old_slug = session.group_to_change(options.group).slug;
    const auto change = app::edit_group(session, options.group, options.fields);
    const Group& edited = change.group;
    if (edited.slug != old_slug && session.handbook().group(old_slug) != nullptr) {
        context.warn(fmt::format("the handbook calls this group {0}; what it says about the group, "
                                 "such as yearly activities, no longer applies; run 'lmsection "
                                 "group edit {1} --slug {0}' to change the slug back",
                                 old_slug.text(), edited.slug.text()));
    }
    record_columns.write_one(context, edited);
    say_changes(context, {{"name", change.before->name, edited.name},
                          {"slug", change.before->slug.text(), edited.slug.text()},
                          {"charge", change.before->charge, edited.charge}});
    say_dry_run(context);
}

void run_retire(const Options& options, Context& context) {
    auto session = context.writing();
    const auto change = app::retire_group(session, options.group, options.retirement);
    record_columns.write_one(context, change.group);
    if (!change.changed) {
        say_unchanged(context, fmt::format("{} is already retired as of {}", change.group.name,
                                           iso(*change.group.retired_on)));
    } else if (change.group.retired_on) {
        context.did(fmt::format("{} is retired as of {}.", change.group.name,
                                written(*change.group.retired_on)));
    }
    conclude(context, "lmsection group list");
}

void run_merge(const MergeOptions& options, Context& context) {
    auto session = context.writing();
    const auto merged = app::merge_groups(session, options.order, options.policy);
    report_appointed(context, merged.result);
    const Date on = *merged.from.retired_on;
    if (!merged.changed) {
        say_unchanged(context, fmt::format("{} was already merged into {} on {}", merged.from.name,
                                           merged.into.name, iso(on)));
        return;
    }
    std::string text = fmt::format(
        "{} {} into {} on {}: {} there", context.dry_run() ? "Would merge" : "Merged",
        merged.from.name, merged.into.name, iso(on),
        counted(merged.result.appointed.size(), "term continues", "terms continue"));
    if (merged.forms > 0) {
        text += fmt::format(", {} for it",
                            counted(static_cast<std::size_t>(merged.forms),
                                    "volunteer form now asks", "volunteer forms now ask"));
    }
    context.say(text + ".");
    context.next_step(fmt::format("lmsection roster {} --on {}", merged.into.slug.text(), iso(on)));
}

void run_add(const Options& options, Context& context) {
    auto session = context.writing();
    const auto change = app::add_group(session, options.fields, *options.kind);
    const Group& group = change.group;
    record_columns.write_one(context, group);
    if (!change.changed) {
        say_unchanged(context, fmt::format("{} is already on record", group.name));
    } else {
        context.did(fmt::format("Added {} ({}).", group.name, display_text(group.kind)));
    }
    conclude(context, fmt::format("lmsection appoint PERSON {} --role {}", group.slug.text(),
                                  word(first_leading_role(session.handbook().roles))));
}

void add_charge_and_slug(Arguments& arguments, Options& options) {
    arguments.option("--charge", options.fields.charge, value::line("charge"),
                     "What the group does");
    arguments.option("--slug", options.fields.slug, value::parsed<Slug>("SLUG", Slug::parse),
                     "Short name for scripts");
}

/// A group and how it is doing, in a section.
struct StateRow {
    const app::GroupState& state;
    const app::Session& session;

    [[nodiscard]] const Group& group() const { return state.group; }
    const Group& operator*() const { return group(); }
};

constexpr auto state_columns = columns_of<StateRow>(
    extra("slug", "Slug", &Group::slug), essential("name", "Name", &Group::name),
    extra("kind", "Kind", &Group::kind),
    useful("people", "People",
           [](const StateRow& row) {
               return row.session.has_database() ? Cell{row.state.people} : Cell{};
           }),
    useful("wanted", "Wanted", [](const StateRow& row) { return Cell{row.state.wanted}; }),
    useful("led_by", "Led by",
           [](const StateRow& row) { return Cell::or_absent(row.state.led_by); }),
    useful("vacant", "Vacant",
           [](const StateRow& row) {
               return row.session.has_database() ? Cell{row.state.vacant} : Cell{};
           }),
    useful("retired_on", "Retired", &Group::retired_on),
    for_scripts("merged_into", "Merged into",
                [](const StateRow& row) {
                    const auto& into = row.group().merged_into;
                    return into ? Cell{row.session.group(*into).slug.text()} : Cell{};
                }),
    extra("others", "Others", [](const StateRow& row) {
        return row.session.has_database() ? Cell{row.state.others} : Cell{};
    }));

int run_list(Context& context) {
    const auto session = context.reading_anything();
    const auto states = app::states_of_groups(session, context.today());
    state_columns.write(context, states, [&](const app::GroupState& state) {
        return StateRow{state, session};
    });
    say_total(context, states.size(), "group", "groups");
    return 0;
}

struct FactRow {
    const Group& group;
    const app::GroupFact& fact;

    const app::GroupFact& operator*() const { return fact; }
};

constexpr auto fact_columns = columns_of<FactRow>(
    title_above("group", "", [](const FactRow& row) { return Cell{row.group.slug.text()}; }),
    essential("topic", "What", &app::GroupFact::topic),
    essential("text", "Answer", &app::GroupFact::text),
    useful("section", "Handbook", [](const FactRow& row, const Context& context) {
        const std::string& section = row.fact.section;
        return text_or_absent(context.for_people() && !section.empty() ? "§" + section : section);
    }));

void run_show(const Options& options, Context& context) {
    const auto session = context.reading_anything();
    const Group& group = session.group(options.group);
    fact_columns.write(context, app::facts_of_group(session, group, context.today()),
                       [&](const app::GroupFact& fact) {
                           return FactRow{group, fact};
                       });
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
    essential("level", "Level", &app::ChartLine::level),
    essential("name", "Name", &app::ChartLine::name),
    useful("detail", "Detail",
           [](const app::ChartLine& line) { return text_or_absent(line.detail()); }),
    useful("section", "Section", &app::ChartLine::section));

void run_chart(bool is_public, Context& context) {
    const app::Readers readers = readers_of(is_public);
    const auto session = context.reading_anything();
    if (const auto drawn = drawn_chart(context, session, readers)) {
        context.print(*drawn);
        return;
    }
    const auto lines = app::chart_of(session, context.today(), readers);
    if (!context.for_people()) {
        chart_columns.write(context, lines);
        return;
    }
    for (const app::ChartLine& line : lines) {
        print_chart_line(context, line);
    }
}

Runner set_up_group_list(Arguments& arguments) {
    arguments.prints(state_columns);
    return run_list;
}

void declare_show(Arguments& arguments, Options& options) {
    add_group_argument(arguments, options.group);
}

void declare_chart(Arguments& arguments, bool& is_public) {
    add_public(arguments, is_public);
}

void declare_add(Arguments& arguments, Options& options) {
    arguments
        .option("NAME", options.fields.name, value::parsed<std::string>("NAME", parse_name),
                "Full name of the new group")
        .required();
    arguments.option("--kind", options.kind, value::group_kind(), "committee, interest-group, ...")
        .required();
    add_charge_and_slug(arguments, options);
}

void declare_edit(Arguments& arguments, Options& options) {
    add_group_argument(arguments, options.group);
    arguments.option("--name", options.fields.name, value::parsed<std::string>("NAME", parse_name),
                     "New full name; the slug does not change");
    add_charge_and_slug(arguments, options);
}

void declare_retire(Arguments& arguments, Options& options) {
    add_group_argument(arguments, options.group);
    arguments.option("--on", options.retirement.on, value::day(DayUse::planned),
                     "First day without it (default: today)");
    arguments.option("--reason TEXT", options.retirement.reason, value::reason("--reason"),
                     "Reason to record for terms that end early");
    arguments.flag("--end-terms", options.retirement.end_terms,
                   "End terms that would still be running on that day");
}

void declare_merge(Arguments& arguments, MergeOptions& options) {
    arguments.option("FROM", options.order.from, "The group to merge, which is retired").required();
    arguments.option("INTO", options.order.into, "The group of the same kind to merge it into")
        .required();
    arguments.option("--on", options.order.on, value::day(DayUse::planned),
                     "First day without FROM (default: today)");
    arguments.flag("--as-members", options.order.as_members, "Leaders of FROM become members");
    add_policy_options(arguments, options.policy);
}

void run_restore(const Options& options, Context& context) {
    auto session = context.writing();
    const auto change = app::restore_group(session, options.group);
    record_columns.write_one(context, change.group);
    if (!change.changed) {
        say_unchanged(context, fmt::format("{} is not retired", change.group.name));
    }
    say_dry_run(context);
}

void declare_restore(Arguments& arguments, Options& options) {
    add_group_argument(arguments, options.group);
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
            .set_up = set_up<declare_show, run_show, fact_columns>},
    Command{.path = "group chart",
            .area = Area::who_serves,
            .summary = "Show the organization chart, as text or a drawing",
            .examples = "  lmsection group chart\n"
                        "  lmsection group chart --format svg --output chart.svg\n"
                        "  lmsection group chart --public --format dot\n",
            .set_up = set_up<declare_chart, run_chart, chart_columns>,
            .formats = chart_formats},
    Command{.path = "group add",
            .area = Area::who_serves,
            .summary = "Add a group",
            .examples = "  lmsection group add \"Data Services\" --kind interest-group\n"
                        "  lmsection group add Mentoring --kind committee --charge \"Pairs new "
                        "leaders with mentors\"\n"
                        "  lmsection group add \"Data Services\" --kind interest-group --dry-run\n",
            .writes = true,
            .set_up = set_up<declare_add, run_add, record_columns>},
    Command{.path = "group edit",
            .area = Area::who_serves,
            .summary = "Rename a group, or change its charge",
            .examples =
                "  lmsection group edit middle-managers --charge \"Supports those in between\"\n"
                "  lmsection group edit middle-managers --name \"Managers in the Middle\"\n"
                "  lmsection group edit MBP --charge \"Collects what works\" --dry-run\n",
            .writes = true,
            .set_up = set_up<declare_edit, run_edit, record_columns>},
    Command{.path = "group retire",
            .area = Area::who_serves,
            .summary = "Retire a group that has ended",
            .examples = "  lmsection group retire library-consulting --on 2027-07-01 --end-terms\n"
                        "  lmsection group retire library-consulting --end-terms --dry-run\n"
                        "  lmsection group retire library-consulting --end-terms --reason \"merged "
                        "into Core\"\n",
            .writes = true,
            .set_up = set_up<declare_retire, run_retire, record_columns>},
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
            .set_up = set_up<declare_merge, run_merge, roster_columns>},
    Command{.path = "group restore",
            .area = Area::who_serves,
            .summary = "Bring back a retired group",
            .examples = "  lmsection group restore library-consulting\n"
                        "  lmsection group restore \"Library Consulting\"\n"
                        "  lmsection group restore library-consulting --dry-run\n",
            .writes = true,
            .set_up = set_up<declare_restore, run_restore, record_columns>},
};

}    // namespace
}    // namespace group_command

extern constinit const CommandList group_commands{group_command::commands};

}    // namespace lmsection::cli
