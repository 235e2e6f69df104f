#include "shared.hpp"

#include "lmsection/domain/text.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

namespace lmsection::cli {

std::optional<Date> day_if_given(const std::optional<std::string>& typed, Date today) {
    return if_given<Date>(typed,
                          [&](const std::string& text) { return parse_typed_date(text, today); });
}

std::optional<ProgramYear> year_if_given(const std::optional<std::string>& typed, Date today) {
    return if_given<ProgramYear>(typed, [&](const std::string& text) {
        return parse_program_year(text, today);
    });
}

std::vector<Column> roster_columns() {
    return {{"group_slug", "Group", Shown::to_scripts},
            {"group", "", Shown::as_heading, true},
            {"kind", "Kind", Shown::to_scripts},
            {"role", "Role"},
            {"name", "Name"},
            {"email", "E-mail"},
            {"institution", "Institution"},
            {"start", "From"},
            {"end", "To"},
            {"years", "Years", Shown::to_scripts}};
}

void write_appointed(Context& context, std::span<const app::Appointed> appointed) {
    const auto writer = context.rows(roster_columns());
    for (const auto& [appointment, person, group] : appointed) {
        const auto email = person.email ? std::optional{person.email->text()}
                                        : std::optional<std::string>{};
        writer->row({group.slug.text(), group.name, word(group.kind), word(appointment.role),
                     person.name, email, Cell::or_absent(person.institution),
                     iso(appointment.start), iso(appointment.end), appointment.years});
    }
    writer->end();
}

void report_appointed(Context& context, const app::AppointResult& result) {
    context.warn(result.warnings);
    write_appointed(context, result.appointed);
    tell_dry_run(context);
}

void add_firmness(Arguments& arguments, FirmnessOptions& options) {
    arguments
        .option("--override", options.override_reason,
                "Let it through against a rule; the reason is kept")
        .type_name("REASON");
    arguments.flag("--strict", options.strict, "Refuse what would be a warning");
}

app::Firmness firmness_of(const FirmnessOptions& options) {
    return {reason_if_given("--override", options.override_reason), options.strict};
}

void add_public(Arguments& arguments, bool& for_anybody) {
    arguments.flag("--public", for_anybody,
                   "For anybody to read: no addresses, notes or links to papers, nothing about "
                   "who marked what, what is open or late, and proposals that were not accepted");
}

app::Readers readers_of(bool for_anybody) {
    return for_anybody ? app::Readers::anybody : app::Readers::leaders;
}

std::string reason_if_given(std::string_view option, const std::optional<std::string>& reason) {
    if (!reason) {
        return {};
    }
    std::string text = or_usage(parse_line(fmt::format("reason of {}", option), *reason));
    if (text.empty()) {
        throw UsageError{fmt::format("{} needs a reason", option), "say why, in quotes"};
    }
    return text;
}

void require_a_change(bool any, std::string_view options) {
    if (!any) {
        throw UsageError{"nothing is to be changed", fmt::format("give {}", options)};
    }
}

void warn_of_future(Context& context, std::string_view what, Date on) {
    if (context.today() < on) {
        context.warn(fmt::format("{} is dated {}, which is still to come", what, iso(on)));
    }
}

void tell_dry_run(Context& context) {
    if (context.dry_run()) {
        context.say("Dry run: nothing was changed.");
    }
}

void make_usual_folder(const app::Circumstances& around) {
    if (around.database_was_named || around.database.empty() || around.dry_run) {
        return;
    }
    const std::filesystem::path folder = around.database.parent_path();
    std::error_code error;
    if (std::filesystem::create_directories(folder, error)) {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    }
    if (error) {
        throw StoreError{fmt::format("the folder {} cannot be made: {}", folder.string(),
                                     error.message()),
                         "name a database elsewhere with --db"};
    }
}

}    // namespace lmsection::cli
