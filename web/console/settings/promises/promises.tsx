import { Route, Routes } from 'react-router';
import { PolicyList } from './policy-list';
import { NewPolicy, PolicyPage } from './policy-page';

export function Promises() {
  return (
    <Routes>
      <Route index element={<PolicyList />} />
      <Route path="new" element={<NewPolicy />} />
      <Route path=":id" element={<PolicyPage />} />
    </Routes>
  );
}
