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
    Update query{database, "INSERT INTO reports (id, group_id, report, submitted_on, link) "
                           "VALUES (?1, ?2, ?3, ?4, ?5)"};
    query.bind(1, id).bind(2, submission.group).bind(3, iso(submission.report));
    query.bind(4, submission.on).bind(5, submission.link).run();
}

bool delete_submission(Writer& database, GroupId group, Month report) {
    Update query{database, "DELETE FROM reports WHERE report = ?1 AND group_id = ?2"};
    query.bind(1, iso(report)).bind(2, group);
    return query.run() > 0;
}

std::vector<Submission> submissions_of(const Reader& database, ProgramYear year) {
    std::vector<Submission> submissions;
    Query query{database, "SELECT group_id, report, submitted_on, link FROM reports "
                          "WHERE report BETWEEN ?1 AND ?2"};
    query.bind(1, iso(year.month(date::July))).bind(2, iso(year.month(date::June)));
    while (query.step()) {
        submissions.push_back({query.id<GroupId>(0), query.parsed(1, parse_report_month),
                               query.date(2), query.string(3)});
    }
    return submissions;
}

}    // namespace lmsection::store
