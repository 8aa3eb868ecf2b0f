import { Route, Routes } from 'react-router';
import { CalculatorPage } from './calculator-page';
import { CalendarList } from './calendar-list';
import { CalendarPage, NewCalendar } from './calendar-page';

export function Hours() {
  return (
    <Routes>
      <Route index element={<CalendarList />} />
      <Route path="new" element={<NewCalendar />} />
      <Route path="calculator" element={<CalculatorPage />} />
      <Route path=":id" element={<CalendarPage />} />
    </Routes>
  );
}
