#include "lmsection/app/csv_import.hpp"

namespace lmsection::app {

void take_records(const Session& session, const std::vector<CsvRecord>& records,
                  const std::string& name,
                  const std::function<std::vector<Fault>(const CsvRecord&)>& take) {
    std::vector<Fault> faults;
    std::size_t done = 0;
    for (const CsvRecord& record : records) {
        for (const Fault& fault : take(record)) {
            faults.push_back(at_line(name, record.line, fault));
        }
        session.around().progress(++done, records.size());
    }
    if (!faults.empty()) {
        throw RefusedError{std::move(faults)};
    }
}

}    // namespace lmsection::app
