import { Route, Routes } from 'react-router';
import { KindPage } from './kind-page';
import { TechnicianList } from './technician-list';
import { TechnicianPage } from './technician-page';

export function Technicians() {
  return (
    <Routes>
      <Route index element={<TechnicianList />} />
      <Route path="kinds/:kind" element={<KindPage />} />
      <Route path=":id" element={<TechnicianPage />} />
    </Routes>
  );
}
