#include "lmsection/app/groups.hpp"
#include "lmsection/cli/formats/width.hpp"
#include "registrations.hpp"
#include "shared.hpp"

#include <fmt/format.h>

namespace lmsection::cli {

namespace {

struct Options {
    std::string group;
};

int run_list(Context& context) {
    const auto session = context.reading_anything();
    const auto writer = context.rows({{"slug", "Slug"},
                                      {"name", "Name"},
                                      {"kind", "Kind"},
                                      {"people", "People"},
                                      {"wanted", "Wanted"},
                                      {"led_by", "Led by"},
                                      {"vacant", "Vacant"},
                                      {"retired_on", "Retired"}});
    for (const app::GroupState& state : app::states_of_groups(session, context.today())) {
        const std::string retired = state.group.retired_on ? iso(*state.group.retired_on)
                                                           : std::string{};
        writer->row({state.group.slug.text(), state.group.name, word(state.group.kind),
                     session.has_database() ? Cell{state.people} : Cell{}, state.wanted,
                     Cell::or_absent(state.led_by),
                     session.has_database() ? Cell{state.vacant} : Cell{},
                     Cell::or_absent(retired)});
    }
    writer->end();
    return 0;
}

int run_show(const Options& options, Context& context) {
    const auto session = context.reading_anything();
    const auto writer = context.rows({{"group", "", Shown::as_heading},
                                      {"topic", "What"},
                                      {"text", "Answer"},
                                      {"section", "Handbook"}});
    const Group& group = session.group(options.group);
    for (const app::GroupFact& fact : app::facts_of_group(session, group, context.today())) {
        const std::string section = fact.section.empty() ? "" : "§" + fact.section;
        writer->row({group.slug.text(), fact.topic, fact.text,
                     Cell::or_absent(context.for_people() ? section : fact.section)});
    }
    writer->end();
    return 0;
}

/// The strokes under a branch, for what does not fit its line.
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
    const std::string text = harmless(
        fmt::format("{}{}{}", line.name, line.detail.empty() ? "" : ": ", line.detail));
    const std::size_t taken = width_of(line.branch);
    const std::size_t width = context.width().value_or(taken + width_of(text));
    std::string lead = line.branch;
    for (const std::string& part : wrapped(text, width > taken ? width - taken : 1)) {
        context.print(fmt::format("{}{}\n", lead, part));
        lead = strokes_under(line.branch);
    }
}

int run_chart(Context& context) {
    const auto session = context.reading_anything();
    const auto lines = app::chart_of(session, context.today());
    if (!context.for_people()) {
        const auto writer = context.rows(
            {{"level", "Level"}, {"name", "Name"}, {"detail", "Detail"}, {"section", "Section"}});
        for (const app::ChartLine& line : lines) {
            writer->row({line.level, line.name, Cell::or_absent(line.detail), line.section});
        }
        writer->end();
        return 0;
    }
    for (const app::ChartLine& line : lines) {
        print_chart_line(context, line);
    }
    return 0;
}

}    // namespace

Runner set_up_group_list(CLI::App&) {
    return run_list;
}

Runner set_up_group_show(CLI::App& app) {
    auto options = options_of<Options>();
    app.add_option("GROUP", options->group, "A group's slug, name or a unique beginning")
        ->required();
    return [options](Context& context) { return run_show(*options, context); };
}

Runner set_up_group_chart(CLI::App&) {
    return run_chart;
}

}    // namespace lmsection::cli
