#include "lmsection/store/report.hpp"

#include "query.hpp"

#include <fmt/format.h>

namespace lmsection::store {

Outcome<Month> parse_report_month(std::string_view text) {
    const auto month = parse_iso_month(text);
    return month ? Outcome<Month>{*month}
                 : Outcome<Month>{Fault{fmt::format("'{}' is not a month", text), "correct it"}};
}

void insert_submission(Writer& database, std::int64_t id, const Submission& submission) {
    insert(database, "reports", "id, group_id, report, submitted_on, link", id, submission.group,
           submission.report, submission.on, submission.link);
}

bool delete_submission(Writer& database, GroupId group, Month report) {
    return Update{database, "DELETE FROM reports WHERE report = ?1 AND group_id = ?2", report,
                  group}
               .run() > 0;
}

std::vector<Submission> submissions_of(const Reader& database, ProgramYear year) {
    Query query{database,
                "SELECT group_id, report, submitted_on, link FROM reports "
                "WHERE report BETWEEN ?1 AND ?2",
                year.month(date::July), year.month(date::June)};
    return query.all([](const Query& row) {
        return Submission{row.id<GroupId>(0), row.parsed(1, parse_report_month), row.date(2),
                          row.string(3)};
    });
}

}    // namespace lmsection::store
